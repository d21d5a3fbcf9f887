/** The legend of one layer: colour, code and words of each class, never colour alone. */

import type { Layer } from "../catalog";
import { element } from "../dom";
import { say, title } from "../language";
import { classSwatch, swatch } from "./swatch";

const SHOWN_AT_FIRST = 7;

/** Null when the layer has one symbol, which its row already shows. */
export function legend(layer: Layer): HTMLElement | null {
  const { classes, default: otherwise } = layer.style;
  if (!layer.style.field || classes.length === 0) return null;
  const rows = classes.map((one) => {
    const label = title(one.label);
    const code = String(one.value);
    return row(classSwatch(layer, one), code, label === code ? "" : label);
  });
  if (otherwise.fill) rows.push(row(swatch(layer.geometry, otherwise.fill, otherwise.stroke ?? null), "", say("otherValues")));
  const list = element("ul", { class: "dt-legend", "aria-label": say("legendOf", title(layer.title)) }, ...rows);
  if (rows.length <= SHOWN_AT_FIRST + 2) return list;
  return element("div", {}, list, moreButton(list, rows));
}

function row(sample: HTMLElement, code: string, label: string): HTMLLIElement {
  return element(
    "li",
    {},
    sample,
    code !== "" && element("span", { class: "dt-code" }, code),
    label !== "" && element("span", {}, label),
  );
}

function moreButton(list: HTMLElement, rows: HTMLElement[]): HTMLElement {
  const button = element("button", { type: "button", class: "dt-text-button" });
  const show = (all: boolean): void => {
    rows.forEach((one, index) => (one.hidden = !all && index >= SHOWN_AT_FIRST));
    button.textContent = all ? say("legendLess") : say("legendMore", String(rows.length));
    button.setAttribute("aria-expanded", String(all));
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  list.id = `legend-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
  button.setAttribute("aria-controls", list.id);
  show(false);
  return button;
}
