/** What came of a job: an import's counts and findings; of other kinds what they gave, as it is. */

import { element } from "../dom";
import { pageLanguage, title } from "../language";
import { rooted } from "../root";
import { formatNumber } from "../values";
import { type ImportedFile, importedFiles, type JobDocument, type UndoneRun, undoneRun } from "./contract";
import { say } from "./words";

export function resultCard(job: JobDocument): HTMLElement | null {
  if (job.state !== "succeeded" || job.result === null) return null;
  const files = importedFiles(job);
  const undone = undoneRun(job);
  const parts = undone ? [undoneResult(undone)] : files ? files.map((file) => fileResult(file, files.length > 1)) : [asItIs(job.result)];
  return element("section", { class: "card dt-job-card" }, element("h2", {}, say(undone ? "undone" : "result")), ...parts);
}

function asItIs(result: unknown): HTMLElement {
  return element("pre", { class: "dt-job-json" }, JSON.stringify(result, null, 2));
}

function undoneResult(undone: UndoneRun): HTMLElement {
  const encoded = encodeURIComponent(undone.layer);
  return element(
    "div",
    { class: "dt-job-file" },
    element(
      "div",
      { class: "dt-job-figures" },
      figure(undone.removed, say("removed"), true),
      figure(undone.restored, say("restored")),
      figure(undone.returned, say("returned")),
      figure(undone.left, say("leftAlone")),
    ),
    element(
      "p",
      { class: "dt-job-links" },
      element("a", { class: "btn btn-primary", href: rooted(`/#layers=${encoded}`) }, say("openMap")),
      element("a", { class: "btn", href: rooted(`/import/runs/${undone.run}`) }, say("openRun")),
    ),
  );
}

function fileResult(file: ImportedFile, named: boolean): HTMLElement {
  const encoded = encodeURIComponent(file.layer);
  return element(
    "div",
    { class: "dt-job-file" },
    named && element("h3", {}, file.source),
    element(
      "div",
      { class: "dt-job-figures" },
      figure(file.imported, file.dry_run ? say("tried") : say("imported"), true),
      figure(file.read, say("read")),
      figure(file.repaired, say("repaired")),
      figure(file.rejected, say("rejected")),
    ),
    file.dry_run && element("p", {}, say("dryRun")),
    element(
      "dl",
      {},
      element("dt", {}, say("systems")),
      element("dd", {}, file.crs === file.storage_crs ? file.crs : say("keptAs", file.crs, file.storage_crs)),
      element("dt", {}, say("text")),
      element("dd", {}, file.encoding),
    ),
    findings(file),
    !file.dry_run &&
      element(
        "p",
        { class: "dt-job-links" },
        element("a", { class: "btn btn-primary", href: rooted(`/#layers=${encoded}`) }, say("openMap")),
        element("a", { class: "btn", href: rooted(`/ogc/collections/${encoded}`) }, say("openLayer")),
        file.run !== null && element("a", { class: "btn", href: rooted(`/import/runs/${file.run}`) }, say("runPage")),
      ),
  );
}

function figure(value: number, words: string, main = false): HTMLElement {
  return element(
    "p",
    { class: main ? "dt-job-figure dt-job-figure-main" : "dt-job-figure" },
    element("strong", {}, formatNumber(value, pageLanguage())),
    ` ${words}`,
  );
}

function findings(file: ImportedFile): HTMLElement {
  if (!file.issues.length) return element("p", { class: "dt-job-quiet" }, say("noFindings"));
  const rows = file.issues.map((issue) =>
    element(
      "li",
      { class: `dt-job-finding dt-job-finding-${issue.severity}` },
      element("span", { class: "dt-job-severity" }, say(issue.severity)),
      element("span", {}, title(issue.message), " ", element("code", {}, issue.code)),
      element("span", { class: "dt-job-count" }, `${formatNumber(issue.count, pageLanguage())}×`),
    ),
  );
  return element("div", {}, element("h3", {}, say("findings")), element("ul", { class: "dt-job-findings" }, ...rows));
}
