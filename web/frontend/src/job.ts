/** A job's page: shows the job as the page brought it, then follows it each second until its end. */

import { element } from "./dom";
import { hasEnded, type JobDocument } from "./job/contract";
import { Follow } from "./job/follow";
import { otherCards, stateCard, warning } from "./job/view";
import { say, stateWord } from "./job/words";
import { pageLanguage } from "./language";
import "./styles/job.css";

const first = JSON.parse(document.getElementById("job-document")?.textContent ?? "null") as JobDocument;
const root = document.getElementById("job") as HTMLElement;
const top = element("div", { class: "dt-job-top" });
const notices = element("div", { role: "status" });
const rest = element("div", { class: "dt-job-rest" });
const announcer = element("p", { class: "dt-unseen", role: "status" });
const cancelButton = element("button", { type: "button", class: "btn dt-job-cancel", onclick: () => void cancel() });
let current = first;
let reachable = true;
let trouble = "";
let announced = "";

function draw(): void {
  const word = stateWord(current.state, current.cancel_requested_at !== null);
  cancelButton.textContent = say("cancel");
  const canCancel = !hasEnded(current) && current.cancel_requested_at === null;
  top.replaceChildren(stateCard(current, canCancel ? cancelButton : null, follow.time));
  document.documentElement.dataset.jobState = current.state;
  if (announced !== word) announcer.textContent = say(word);
  announced = word;
  drawNotices();
}

function drawNotices(): void {
  const said: HTMLElement[] = [];
  if (!reachable) said.push(warning(say("unreachable"), say("unreachableHint")));
  else if (current.workers === 0) said.push(warning(say("noWorker"), say("noWorkerHint")));
  if (trouble) said.push(warning(trouble, ""));
  if (notices.textContent !== said.map((each) => each.textContent).join("")) notices.replaceChildren(...said);
}

function changed(job: JobDocument): void {
  current = job;
  draw();
  rest.replaceChildren(...otherCards(job));
}

const follow = new Follow(`${first.links.self}?lang=${pageLanguage()}`, {
  changed,
  reachable: (now) => {
    reachable = now;
    drawNotices();
  },
  gone: () => {
    trouble = say("gone");
    drawNotices();
  },
});

async function cancel(): Promise<void> {
  if (!current.links.cancel) return;
  cancelButton.disabled = true;
  cancelButton.textContent = say("cancelling");
  trouble = "";
  try {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
    const answer = await fetch(`${current.links.cancel}?lang=${pageLanguage()}`, {
      method: "POST",
      headers: { "X-CSRFToken": token },
    });
    // 409: it has just ended by itself, which the next look shows.
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
  } catch {
    trouble = say("cancelFailed");
  }
  cancelButton.disabled = false;
  draw();
  follow.now();
}

root.replaceChildren(top, notices, rest, announcer);
follow.took(first);
follow.now();
// Times go on between two answers that are the same.
const clock = globalThis.setInterval(() => {
  if (hasEnded(current)) globalThis.clearInterval(clock);
  else if (!cancelButton.disabled && document.activeElement !== cancelButton) draw();
}, 1000);
