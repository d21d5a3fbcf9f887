/** Small parts of the import page's steps. */

import { type Child, element, icon } from "../dom";
import type { Refusal } from "./contract";
import { type ImportWord, say } from "./words";

export function card(heading: string, ...children: Child[]): HTMLElement {
  return element("section", { class: "card dt-import-card" }, element("h2", {}, heading), ...children);
}

/** What stands in the way: sentence, way out, code. */
export function refusalNotice(refusal: Refusal): HTMLElement {
  return notice(refusal.sentence, refusal.way_out, refusal.code);
}

export function notice(text: string, hint = "", code = ""): HTMLElement {
  return element(
    "div",
    { class: "dt-import-notice", role: "alert" },
    icon("warning"),
    element(
      "div",
      {},
      element("strong", {}, text),
      hint !== "" && element("p", {}, hint),
      code !== "" && element("p", { class: "dt-import-quiet" }, say("code", code)),
    ),
  );
}

export interface Option {
  value: string;
  text: string;
}

/** A labelled list to choose from; `changed` gets the value, "" for the first, which stands for none. */
export function choice(
  id: string,
  label: string,
  none: string | null,
  groups: readonly { label: string; options: readonly Option[] }[],
  value: string,
  changed: (value: string) => void,
): HTMLElement {
  const list = element("select", {
    class: "form-select",
    id,
    onchange: (event) => changed((event.target as HTMLSelectElement).value),
  });
  if (none !== null) list.append(element("option", { value: "" }, none));
  for (const group of groups) {
    const options = group.options.map((one) => element("option", { value: one.value, selected: one.value === value }, one.text));
    list.append(...(group.label ? [element("optgroup", { label: group.label }, ...options)] : options));
  }
  return element("div", { class: "dt-import-field" }, element("label", { class: "form-label", for: id }, label), list);
}

export function button(word: ImportWord, pressed: () => void, main = false, disabled = false): HTMLButtonElement {
  return element("button", { type: "button", class: main ? "btn btn-primary" : "btn", disabled, onclick: pressed }, say(word));
}

/** The row of buttons under a step: back on the left, on on the right. */
export function actions(...children: Child[]): HTMLElement {
  return element("div", { class: "dt-import-actions" }, ...children);
}
