/** The dry run and the load: a job, followed each second, that can be cancelled. */

import { element } from "../dom";
import { hasEnded, type JobDocument } from "../job/contract";
import { Follow } from "../job/follow";
import { outcomeCards, stateCard, warning } from "../job/view";
import { say as sayOfJob } from "../job/words";
import { pageLanguage } from "../language";
import { cancelJob } from "./requests";
import { say } from "./words";

export class Running {
  readonly element = element("div", { class: "dt-import-running" });
  private readonly follow: Follow;
  private reachable = true;
  private job: JobDocument | null = null;
  private clock: number | undefined;
  private readonly cancel = element("button", { type: "button", class: "btn dt-job-cancel", onclick: () => void this.stop() }, say("cancel"));

  /** `changed` is told of the job each time it is another. */
  constructor(
    jobsUrl: string,
    id: string,
    private readonly changed: (job: JobDocument) => void,
  ) {
    this.follow = new Follow(`${jobsUrl}/${id}?lang=${pageLanguage()}`, {
      changed: (job) => this.took(job),
      reachable: (reachable) => {
        this.reachable = reachable;
        this.draw();
      },
      gone: () => this.element.replaceChildren(warning(sayOfJob("gone"), "")),
    });
    this.follow.now();
    this.clock = globalThis.setInterval(() => this.job && document.activeElement !== this.cancel && this.draw(), 1000);
  }

  /** No longer looked at; the job goes on by itself. */
  leave(): void {
    globalThis.clearInterval(this.clock);
    this.clock = undefined;
  }

  private took(job: JobDocument): void {
    this.job = job;
    if (hasEnded(job)) this.leave();
    this.draw();
    this.changed(job);
  }

  private draw(): void {
    const job = this.job;
    if (!job) return;
    const canCancel = !hasEnded(job) && job.cancel_requested_at === null;
    const notes = !this.reachable
      ? [warning(sayOfJob("unreachable"), sayOfJob("unreachableHint"))]
      : job.workers === 0
        ? [warning(sayOfJob("noWorker"), sayOfJob("noWorkerHint"))]
        : [];
    this.element.dataset.jobState = job.state;
    this.element.replaceChildren(stateCard(job, canCancel ? this.cancel : null, this.follow.time), ...notes, ...outcomeCards(job));
  }

  private async stop(): Promise<void> {
    const url = this.job?.links.cancel;
    if (!url) return;
    this.cancel.disabled = true;
    this.cancel.textContent = say("cancelling");
    await cancelJob(url).catch(() => undefined); // the next look says how it is
    this.cancel.disabled = false;
    this.cancel.textContent = say("cancel");
    this.follow.now();
  }
}
