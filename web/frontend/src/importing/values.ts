/** The third step: what a value means that the field's list of codes doesn't know. */

import { type Child, element } from "../dom";
import { pageLanguage, title } from "../language";
import { formatNumber } from "../values";
import type { Choices, Column, Preview } from "./contract";
import type { Choose } from "./look";
import { card } from "./parts";
import { say } from "./words";

const SHOWN_AT_ONCE = 8;

/** Null where every value is known. `choose` reads the file anew: what it finds changes with what is said here. */
export function valuesCard(preview: Preview, choices: Choices, choose: Choose): HTMLElement | null {
  const lists = preview.columns.flatMap((column) => {
    const rows = rowsOf(column, choices);
    return column.field && column.codes && rows.length ? [columnValues(preview, column, column.field, rows, choices, choose)] : [];
  });
  if (!lists.length) return null;
  return card(say("valuesHeading"), element("p", { class: "dt-import-quiet" }, say("valuesLead")), ...lists);
}

interface Row {
  value: string;
  /** Null for what was said already: the file is read with it, and doesn't tell of it any more. */
  count: number | null;
  code: string;
}

function rowsOf(column: Column, choices: Choices): Row[] {
  const said = (column.field && choices.value_maps?.[column.field]) || {};
  return [
    ...Object.entries(said).map(([value, code]) => ({ value, count: null, code })),
    ...column.unlisted.filter((one) => !(one.value in said)).map((one) => ({ ...one, code: "" })),
  ];
}

function columnValues(preview: Preview, column: Column, field: string, rows: readonly Row[], choices: Choices, choose: Choose): HTMLElement {
  const described = preview.layer?.fields.find((one) => one.name === field);
  const taken = (value: string, code: string): void => choose({ value_maps: changedValues(choices, field, value, code) });
  const items = rows.map((row, index) => item(column, row, `import-value-${field}-${index}`, taken));
  const list = (some: Child[]): HTMLElement => element("ul", { class: "dt-import-columns" }, ...some);
  const rest = items.slice(SHOWN_AT_ONCE);
  return element(
    "section",
    { class: "dt-import-list", "data-field": field },
    element("h3", {}, `${column.name} → ${described ? title(described.title) : field}`),
    list(items.slice(0, SHOWN_AT_ONCE)),
    rest.length > 0 && element("details", {}, element("summary", {}, say("valuesMore", formatNumber(rest.length, pageLanguage()))), list(rest)),
  );
}

function item(column: Column, row: Row, id: string, taken: (value: string, code: string) => void): HTMLElement {
  const codes = column.codes ?? [];
  const changed = (event: Event): void => taken(row.value, (event.target as HTMLInputElement | HTMLSelectElement).value.trim());
  const field = codes.length
    ? element(
        "select",
        { class: "form-select", id, onchange: changed },
        element("option", { value: "" }, say("valueKept")),
        ...codes.map((one) => element("option", { value: one.code, selected: one.code === row.code }, `${one.code} · ${title(one.title)}`)),
      )
    : element("input", { class: "form-control", id, value: row.code, placeholder: say("valueKept"), autocomplete: "off", onchange: changed });
  return element(
    "li",
    { class: row.code ? "dt-import-column" : "dt-import-column dt-import-unmapped" },
    element(
      "div",
      {},
      element("label", { for: id }, row.value),
      row.count !== null && element("p", { class: "dt-import-values" }, say("features", formatNumber(row.count, pageLanguage()))),
    ),
    field,
  );
}

/** All that is said of values, with one of them changed; undefined where nothing is left. */
export function changedValues(choices: Choices, field: string, value: string, code: string): Record<string, Record<string, string>> | undefined {
  const of = { ...choices.value_maps?.[field] };
  if (code) of[value] = code;
  else delete of[value];
  const all = { ...choices.value_maps, [field]: of };
  const left = Object.entries(all).filter(([, values]) => Object.keys(values).length > 0);
  return left.length ? Object.fromEntries(left) : undefined;
}
