/** Asks for a job again and again until it has ended. A server that doesn't answer is asked less and less often. */

import { hasEnded, type JobDocument } from "./contract";

const EVERY = 1000;
const LONGEST = 15_000;
const PATIENCE = 8_000;

export interface Follower {
  changed: (job: JobDocument) => void;
  /** The server can't be reached, or can again. */
  reachable: (reachable: boolean) => void;
  gone: () => void;
}

export class Follow {
  private etag = "";
  private failures = 0;
  private timer: number | undefined;
  private ended = false;
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  private ahead = 0;

  constructor(
    private readonly url: string,
    private readonly follower: Follower,
  ) {
    globalThis.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now());
  }

  /** Ask at once, and then each second. */
  now(): void {
    if (this.ended) return;
    globalThis.clearTimeout(this.timer);
    void this.ask();
  }

  private async ask(): Promise<void> {
    try {
      const headers: Record<string, string> = { Accept: "application/json" };
      if (this.etag) headers["If-None-Match"] = this.etag;
      // "no-store": the browser's own cache would turn a 304 into a 200 and have the page drawn anew.
      const answer = await fetch(this.url, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      const date = Date.parse(answer.headers.get("Date") ?? "");
      if (!Number.isNaN(date) && Math.abs(date - Date.now()) > 2000) this.ahead = date - Date.now();
      if (answer.status === 404) {
        this.ended = true;
        this.follower.gone();
        return;
      }
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      if (this.failures) this.follower.reachable(true);
      this.failures = 0;
      if (answer.status !== 304) this.took((await answer.json()) as JobDocument, answer.headers.get("ETag") ?? "");
    } catch {
      this.failures += 1;
      if (this.failures === 2) this.follower.reachable(false);
    }
    if (!this.ended) this.timer = globalThis.setTimeout(() => this.now(), pause(this.failures));
  }

  /** The server's time. */
  get time(): number {
    return Date.now() + this.ahead;
  }

  /** A job as it is now, whoever brought it. */
  took(job: JobDocument, etag = ""): void {
    this.etag = etag;
    this.ended = hasEnded(job);
    this.follower.changed(job);
  }
}

/** Milliseconds until the next time, after so many failures in a row. */
export function pause(failures: number): number {
  return Math.min(EVERY * 2 ** Math.max(0, failures - 1), LONGEST);
}
