/** What can be done with what was loaded: its report, what was rejected, and taking it back. */

import { element } from "../dom";
import { type ImportedFile, importedFiles, type JobDocument } from "../job/contract";
import { pageLanguage } from "../language";
import { formatNumber } from "../values";
import type { PageConfig } from "./contract";
import { card } from "./parts";
import { Undo } from "./undo";
import { say } from "./words";

/** Nothing before the end, and for what failed. */
export function afterLoad(job: JobDocument | null, config: PageConfig): HTMLElement[] {
  const files = job?.state === "succeeded" ? (importedFiles(job) ?? []) : [];
  return files.flatMap((file) => (file.run ? afterRun(file, file.run, config) : []));
}

function afterRun(file: ImportedFile, run: number, config: PageConfig): HTMLElement[] {
  const language = pageLanguage();
  const api = `${config.imports_url}/runs/${run}`;
  const rejected = file.rejected > 0;
  const about = card(
    say("record", String(run)),
    rejected && element("p", {}, say("rejectedHint", formatNumber(file.rejected, language))),
    element(
      "div",
      { class: "dt-import-answers" },
      element("a", { class: "btn", href: `${config.runs_url}/${run}/report?lang=${language}`, target: "_blank", rel: "noopener" }, say("report")),
      rejected && element("a", { class: "btn", href: `${api}/report.gpkg?lang=${language}`, download: true }, say("rejectedFile")),
    ),
  );
  return [about, new Undo(run, `${api}/undo`, config.jobs_url).element];
}
