/** What `/api/jobs/{id}` gives: docs/reference/api-jobs.md. */

import type { Bilingual } from "../catalog";

export type State = "queued" | "running" | "succeeded" | "failed" | "cancelled";

export interface JobDocument {
  id: string;
  kind: string;
  title: Bilingual;
  subject: string;
  state: State;
  /** From 0 to 1. */
  progress: number;
  message: Bilingual | null;
  attempts: number;
  crashes: number;
  created_at: string;
  started_at: string | null;
  cancel_requested_at: string | null;
  ended_at: string | null;
  result: unknown;
  error: { code: string; sentence: string; way_out: string } | null;
  log: { at: string; text: Bilingual }[];
  /** How many workers run; null once the job has ended. */
  workers: number | null;
  links: { self: string; page: string; cancel: string | null };
}

/** The result of a job of kind `import`, a file's part. */
export interface ImportedFile {
  source: string;
  layer: string;
  read: number;
  imported: number;
  repaired: number;
  rejected: number;
  crs: string;
  storage_crs: string;
  encoding: string;
  /** The run that recorded it; none of a dry run. */
  run: number | null;
  dry_run: boolean;
  issues: { code: string; severity: "error" | "warning" | "note"; count: number; message: Bilingual }[];
}

/** The result of a job of kind `undo_import`, in features. */
export interface UndoneRun {
  run: number;
  layer: string;
  removed: number;
  restored: number;
  returned: number;
  left: number;
}

export function hasEnded(job: JobDocument): boolean {
  return job.ended_at !== null;
}

export function importedFiles(job: JobDocument): ImportedFile[] | null {
  const result = job.result as { files?: ImportedFile[] } | null;
  return job.kind === "import" && Array.isArray(result?.files) ? result.files : null;
}

export function undoneRun(job: JobDocument): UndoneRun | null {
  return job.kind === "undo_import" && job.state === "succeeded" ? (job.result as UndoneRun) : null;
}
