/** A job drawn: state and progress, what went wrong, what came of it, its log. */

import { type Child, element, icon } from "../dom";
import { pageLanguage, title } from "../language";
import { formatNumber } from "../values";
import { hasEnded, type JobDocument } from "./contract";
import { stateIcon } from "./icons";
import { resultCard } from "./result";
import { duration, moment, say, stateWord } from "./words";

/** The card at the top; `now` is the server's time. */
export function stateCard(job: JobDocument, cancel: HTMLElement | null, now: number): HTMLElement {
  const word = stateWord(job.state, job.cancel_requested_at !== null);
  const percent = Math.floor(job.progress * 100);
  return element(
    "section",
    { class: `card dt-job-state dt-job-${word}` },
    element(
      "div",
      { class: "dt-job-line" },
      element("span", { class: "dt-job-badge" }, stateIcon(word), say(word)),
      timeOf(job, now),
    ),
    job.state === "running" && progress(percent),
    element("p", { class: "dt-job-message" }, messageOf(job)),
    cancel,
  );
}

function progress(percent: number): HTMLElement {
  return element(
    "div",
    { class: "dt-job-progress" },
    element("progress", { max: 100, value: percent, "aria-label": say("progress") }),
    element("span", { class: "dt-job-percent" }, `${formatNumber(percent, pageLanguage())}\u00a0%`),
  );
}

function messageOf(job: JobDocument): string {
  switch (job.state) {
    case "queued":
      return job.workers === 0 ? "" : say("inLine");
    case "running":
      if (job.cancel_requested_at) return say("willStop");
      return job.message ? title(job.message) : say("beginning");
    case "cancelled":
      return say("nothingChanged");
    case "failed": // an import is all or nothing; other kinds say it in their way out
      return job.kind === "import" ? say("nothingChanged") : "";
    default:
      return "";
  }
}

function timeOf(job: JobDocument, now: number): HTMLElement | null {
  if (!job.started_at) return null;
  const until = job.ended_at ? Date.parse(job.ended_at) : now;
  const words = hasEnded(job) ? say("took") : say("running_for");
  const seconds = (until - Date.parse(job.started_at)) / 1000;
  return element("span", { class: "dt-job-time" }, `${words} ${duration(seconds)}`);
}

export function warning(text: string, hint: string): HTMLElement {
  return element(
    "div",
    { class: "dt-job-warning" },
    icon("warning"),
    element("div", {}, element("strong", {}, text), element("p", {}, hint)),
  );
}

/** Everything under the first card that there is something to say of. */
export function otherCards(job: JobDocument): HTMLElement[] {
  return [...outcomeCards(job), logCard(job), aboutCard(job)];
}

/** What went wrong, or what came of it; nothing before its end. */
export function outcomeCards(job: JobDocument): HTMLElement[] {
  return [errorCard(job), resultCard(job)].filter((card) => card !== null);
}

function errorCard(job: JobDocument): HTMLElement | null {
  if (!job.error) return null;
  return card(
    say("whatHappened"),
    element("p", { class: "dt-job-error" }, job.error.sentence),
    element("p", {}, job.error.way_out),
    element("p", { class: "dt-job-quiet" }, `${say("code")} `, element("code", {}, job.error.code)),
  );
}

function logCard(job: JobDocument): HTMLElement {
  const lines = job.log.map((line) =>
    element("li", {}, element("time", { datetime: line.at }, moment(line.at)), element("span", {}, title(line.text))),
  );
  const log = element("ol", { class: "dt-job-log" }, ...lines);
  return card(say("log"), lines.length ? log : element("p", { class: "dt-job-quiet" }, say("noLog")));
}

function aboutCard(job: JobDocument): HTMLElement {
  const attempts = String(job.attempts);
  const facts: [string, string][] = [[say("requested"), moment(job.created_at)]];
  if (job.started_at) facts.push([say("started"), moment(job.started_at)]);
  if (job.ended_at) facts.push([say("ended"), moment(job.ended_at)]);
  if (job.attempts > 1 || job.crashes) {
    const both = job.crashes ? say("attemptsCrashed", attempts, String(job.crashes)) : attempts;
    facts.push([say("attempts"), both]);
  }
  facts.push([say("id"), job.id]);
  const list = facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]);
  return card(say("about"), element("dl", {}, ...list));
}

export function card(heading: string, ...children: Child[]): HTMLElement {
  return element("section", { class: "card dt-job-card" }, element("h2", {}, heading), ...children);
}
