/** The legend of one layer: colour, code and words of each class, never colour alone. */

import type { Layer } from "../catalog";
import { element } from "../dom";
import { say, title } from "../language";
import { classSwatch, swatch } from "./swatch";

/** Up to this many classes a legend is shown whole; a longer one is cut to what the view holds. */
const SHORT = 9;

export interface Legend {
  node: HTMLElement;
  /** The values that are drawn now. */
  update(drawn: ReadonlySet<string>): void;
}

interface Row {
  value: string | null;
  node: HTMLLIElement;
}

/** Null when the layer has one symbol, which its row already shows. */
export function legend(layer: Layer): Legend | null {
  const { classes, default: otherwise } = layer.style;
  if (!layer.style.field || classes.length === 0) return null;
  const rows: Row[] = classes.map((one) => {
    const label = title(one.label);
    const code = String(one.value);
    return { value: code, node: row(classSwatch(layer, one), code, label === code ? "" : label) };
  });
  if (otherwise.fill) rows.push({ value: null, node: row(swatch(layer.geometry, otherwise.fill, otherwise.stroke ?? null), "", say("otherValues")) });
  const list = element(
    "ul",
    { class: "dt-legend", id: `legend-${layer.name}`, "aria-label": say("legendOf", title(layer.title)) },
    ...rows.map((one) => one.node),
  );
  if (rows.length <= SHORT) return { node: list, update: () => undefined };
  return longLegend(list, rows, new Set(classes.map((one) => String(one.value))));
}

function longLegend(list: HTMLElement, rows: Row[], known: ReadonlySet<string>): Legend {
  let drawn: ReadonlySet<string> = new Set();
  let all = false;
  const button = element("button", { type: "button", class: "dt-text-button", "aria-controls": list.id });
  const apply = (): void => {
    const others = [...drawn].some((value) => !known.has(value));
    for (const { value, node } of rows) node.hidden = !all && !(value === null ? others : drawn.has(value));
    button.textContent = all ? say("legendLess") : say("legendMore", String(rows.length));
    button.setAttribute("aria-expanded", String(all));
  };
  button.addEventListener("click", () => {
    all = !all;
    apply();
  });
  apply();
  return {
    node: element("div", {}, list, button),
    update(values) {
      drawn = values;
      apply();
    },
  };
}

/** Longer codes are names of drawing layers: they stand under the words, not before them. */
const SHORT_CODE = 7;

function row(sample: HTMLElement, code: string, label: string): HTMLLIElement {
  if (code.length > SHORT_CODE && label !== "") {
    return element("li", {}, sample, element("span", {}, label, element("small", {}, code)));
  }
  return element(
    "li",
    {},
    sample,
    code !== "" && element("span", { class: "dt-code" }, code),
    label !== "" && element("span", {}, label),
  );
}
