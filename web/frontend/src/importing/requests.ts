/** Requests of the import page, with the page's CSRF token. */

import { RequestFailed } from "../api";
import { pageLanguage } from "../language";
import type { Choices, Preview, Targets, Upload } from "./contract";

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** With the language of the page: refusals are sentences. */
function inLanguage(url: string): string {
  return `${url}?lang=${pageLanguage()}`;
}

/** Sends files in one form; `sent` is told the share that has gone, 0 to 1. */
export function sendFiles(url: string, files: readonly File[], sent: (share: number) => void): Promise<Upload> {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", inLanguage(url));
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    request.onerror = () => reject(new RequestFailed(0));
    request.onload = () => {
      if (request.status === 201) resolve(request.response as Upload);
      else reject(new RequestFailed(request.status, sentence(request.response)));
    };
    request.send(form);
  });
}

/** What says something: JSON leaves out the rest. */
export function said(choices: Choices): Choices {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined && value !== "")) as Choices;
}

export function fetchUpload(url: string, id: string): Promise<Upload> {
  return asked<Upload>("GET", `${url}/${encodeURIComponent(id)}`);
}

export function fetchTargets(url: string): Promise<Targets> {
  return asked<Targets>("GET", url);
}

export function fetchPreview(upload: Upload, choices: Choices, signal: AbortSignal): Promise<Preview> {
  return asked<Preview>("POST", upload.links.preview, choices, signal);
}

export function askImport(url: string, upload: Upload, choices: Choices, dryRun: boolean): Promise<{ job: string }> {
  return asked<{ job: string }>("POST", url, { ...choices, upload: upload.id, dry_run: dryRun });
}

/** Asks for a run to be taken back; with `keepLater` features that were changed since stay as they are. */
export function askUndo(url: string, keepLater: boolean): Promise<{ job: string }> {
  return asked<{ job: string }>("POST", url, keepLater ? { keep_later: true } : {});
}

export async function cancelJob(url: string): Promise<void> {
  await fetch(inLanguage(url), { method: "POST", headers: { "X-CSRFToken": token() } });
}

async function asked<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRFToken": token() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(inLanguage(url), { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailed(0);
  }
  const document: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new RequestFailed(answer.status, sentence(document));
  return document as T;
}

function sentence(document: unknown): string | null {
  const { title, detail, code } = (document ?? {}) as { title?: string; detail?: string; code?: string };
  return title ? [title, detail, code && `(${code})`].filter(Boolean).join(" ") : null;
}
