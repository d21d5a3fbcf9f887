/** Taking a run back: a question first, then a job that is followed; what was changed since stands in the way of it. */

import { RequestFailed } from "../api";
import { type Child, element } from "../dom";
import { hasEnded, type JobDocument } from "../job/contract";
import { button, notice } from "./parts";
import { askUndo } from "./requests";
import { Running } from "./running";
import { say } from "./words";

/** Features of the run were changed later: docs/reference/errors.md. */
const CHANGED_LATER = "E-RUN-10";

export class Undo {
  readonly element = element("section", { class: "dt-import-undo", "aria-live": "polite" });
  private running: Running | null = null;

  /** `undone` is told once the run was taken back. */
  constructor(
    private readonly run: number,
    private readonly url: string,
    private readonly jobsUrl: string,
    private readonly undone: () => void = () => undefined,
  ) {
    this.rest();
  }

  private rest(): void {
    this.show(button("undo", () => this.ask()));
  }

  private ask(): void {
    const yes = element("button", { type: "button", class: "btn btn-danger", onclick: () => void this.begin(false) }, say("undoYes"));
    this.card(
      say("undoQuestion", String(this.run)),
      element("p", {}, say("undoWhat")),
      element("div", { class: "dt-import-answers" }, yes, button("undoNo", () => this.back())),
    );
    yes.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }

  private back(): void {
    this.rest();
    this.element.querySelector("button")?.focus();
  }

  private async begin(keepLater: boolean): Promise<void> {
    this.running?.leave();
    this.card(say("undoing"), element("progress", {}));
    try {
      const { job } = await askUndo(this.url, keepLater);
      this.running = new Running(this.jobsUrl, job, (known) => hasEnded(known) && this.ended(known));
      this.show(this.running.element);
      this.element.scrollIntoView({ block: "nearest" });
    } catch (error) {
      const said = error instanceof RequestFailed ? error.said : null;
      this.show(notice(said ?? `${say("unreachable")} ${say("unreachableHint")}`), button("undo", () => this.ask()));
    }
  }

  private ended(job: JobDocument): void {
    this.element.dataset.undone = String(job.state === "succeeded");
    if (job.state === "succeeded") {
      this.undone();
      return this.element.scrollIntoView({ block: "nearest" });
    }
    const shown: Child[] = [this.running?.element ?? null];
    if (job.error?.code === CHANGED_LATER) {
      const rest = element("button", { type: "button", class: "btn btn-danger", onclick: () => void this.begin(true) }, say("undoRest"));
      shown.push(element("p", { class: "dt-import-undo-hint" }, say("undoRestWhat")), element("div", { class: "dt-import-answers" }, rest, button("undoNo", () => this.back())));
    } else shown.push(button("undo", () => this.ask()));
    this.show(...shown);
  }

  private card(heading: string, ...children: Child[]): void {
    this.show(element("div", { class: "card dt-import-card", role: "group", "aria-label": heading }, element("h2", {}, heading), ...children));
  }

  private show(...children: Child[]): void {
    this.element.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== false));
  }
}
