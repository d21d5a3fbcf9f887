/** The row of steps: where one is, what lies behind, and the way back to it. */

import { element } from "../dom";
import { type ImportWord, say } from "./words";

export const STEPS = ["file", "look", "map", "try", "load"] as const;
export type Step = (typeof STEPS)[number];

const NAMES: Record<Step, ImportWord> = { file: "stepFile", look: "stepLook", map: "stepMap", try: "stepTry", load: "stepLoad" };

/** `go` is asked for earlier steps only; null where none can be gone back to. */
export function stepList(current: Step, go: ((step: Step) => void) | null): HTMLElement {
  const at = STEPS.indexOf(current);
  const items = STEPS.map((step, index) => {
    const words = [element("span", { class: "dt-import-number", "aria-hidden": "true" }, String(index + 1)), element("span", {}, say(NAMES[step]))];
    const state = index < at ? "done" : index === at ? "now" : "later";
    const content =
      index < at && go
        ? element("button", { type: "button", onclick: () => go(step) }, ...words)
        : element("span", { "aria-current": index === at ? "step" : null }, ...words);
    return element("li", { class: `dt-import-step dt-import-step-${state}` }, content);
  });
  return element("ol", { class: "dt-import-steps", "aria-label": say("steps") }, ...items);
}
