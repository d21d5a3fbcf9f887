/** The third step: which column fills which field. */

import { element } from "../dom";
import { title } from "../language";
import type { Choices, Column, Preview, TargetField } from "./contract";
import { card, notice, refusalNotice } from "./parts";
import { say } from "./words";

export function columnsCard(preview: Preview, choices: Choices, mapped: (mapping: Record<string, string>) => void): HTMLElement {
  const layer = preview.layer;
  if (!layer) return card(say("mapHeading"));
  const given = new Set(preview.columns.map((column) => column.field));
  const missing = layer.fields.filter((field) => field.required && !given.has(field.name)).map((field) => title(field.title));
  const change = (column: Column, field: string): void => mapped(changedMapping(preview, choices, column.name, field));
  return card(
    say("mapHeading"),
    element("p", { class: "dt-import-quiet" }, say("mapLead")),
    preview.refusals.mapping ? refusalNotice(preview.refusals.mapping) : null,
    missing.length > 0 && notice(say("requiredMissing", missing.join(", ")), say("requiredHint")),
    element(
      "ul",
      { class: "dt-import-columns" },
      ...preview.columns.map((column, index) => row(column, index, layer.fields, say("field", title(layer.title)), change)),
    ),
  );
}

function row(column: Column, index: number, fields: readonly TargetField[], label: string, change: (column: Column, field: string) => void): HTMLElement {
  const id = `import-column-${index}`;
  const list = element(
    "select",
    { class: "form-select", id, "aria-label": `${column.name}: ${label}`, "data-column": column.name, onchange: () => change(column, list.value) },
    element("option", { value: "" }, say("noField")),
    ...fields.map((field) =>
      element("option", { value: field.name, selected: field.name === column.field }, `${title(field.title)}${field.required ? ` (${say("required")})` : ""}`),
    ),
  );
  return element(
    "li",
    { class: column.field ? "dt-import-column" : "dt-import-column dt-import-unmapped" },
    element("div", {}, element("label", { for: id }, column.name), element("p", { class: "dt-import-values" }, column.after.slice(0, 3).join(" · "))),
    list,
  );
}

/**
 * All that is said of columns, with one of them changed. A field has one column: what loses its field to another, and
 * what is to have none, is said as "", or its name would match again.
 */
export function changedMapping(preview: Preview, choices: Choices, column: string, field: string): Record<string, string> {
  const mapping: Record<string, string> = { ...choices.mapping };
  for (const one of preview.columns) {
    if (one.field) mapping[one.name] = one.field === field ? "" : one.field;
  }
  mapping[column] = field;
  return mapping;
}
