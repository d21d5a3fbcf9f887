/** The second step: where the data lies, what it holds, and what is to be chosen. */

import type { GeometryKind } from "../catalog";
import { element } from "../dom";
import { pageLanguage, title } from "../language";
import { formatNumber } from "../values";
import type { Candidate, Choices, Column, Preview, Target, Targets } from "./contract";
import { FORGOTTEN } from "./mode";
import { card, choice, notice, refusalNotice } from "./parts";
import { placeField } from "./places";
import { isWord, say } from "./words";

export type Choose = (changes: Partial<Choices>) => void;

const ENCODINGS = ["utf-8", "tcvn3", "vni", "cp1258", "cp1252"];
const LEGACY = new Set(["tcvn3", "vni", "cp1258", "cp1252", "viscii"]);

/** `4.000 đối tượng · vùng · Shapefile`. */
export function factsLine(preview: Preview): string {
  const count = say("features", formatNumber(preview.features, pageLanguage()));
  return [preview.source, preview.features && count, preview.geometry && say(preview.geometry), preview.format_title].filter(Boolean).join(" · ");
}

/** Several files, several layers, several kinds of geometry: which is meant. */
export function sourceCard(preview: Preview, choices: Choices, choose: Choose): HTMLElement | null {
  const parts: HTMLElement[] = [];
  const { sources } = preview.upload;
  if (sources.length > 1) {
    const options = sources.map((name) => ({ value: name, text: name }));
    parts.push(choice("import-source", say("sourceOf"), null, [{ label: "", options }], preview.source, (source) => choose({ source, source_layer: "" })));
  }
  const layers = preview.source_layers.length ? preview.source_layers : choices.source_layer ? [choices.source_layer] : [];
  if (layers.length) {
    const options = layers.map((name) => ({ value: name, text: name }));
    parts.push(choice("import-source-layer", say("layerInFile"), say("chooseOne"), [{ label: "", options }], choices.source_layer ?? "", (source_layer) => choose({ source_layer })));
  }
  if (preview.refusals.geometry || choices.geometry) {
    const options = (["polygon", "line", "point"] as const).map((kind) => ({ value: kind, text: say(kind) }));
    parts.push(choice("import-geometry", say("kindToTake"), say("chooseOne"), [{ label: "", options }], choices.geometry ?? "", (kind) => choose({ geometry: (kind || undefined) as GeometryKind | undefined })));
  }
  return parts.length ? card(say("fileHeading"), ...parts) : null;
}

export function crsCard(preview: Preview, choices: Choices, targets: Targets, choose: Choose): HTMLElement {
  const known = preview.crs;
  const origin = choices.crs ? "crsSaid" : (known?.confidence ?? 0) > 0.9 ? "crsKnown" : "crsGuessed";
  const systems = targets.systems.map(({ crs, name }) => ({ value: crs, text: `${name} · ${crs}` }));
  return card(
    say("crsHeading"),
    known && element("p", { class: "dt-import-known" }, element("strong", {}, known.name), ` ${known.crs}. ${say(origin)} ${say("crsCheck")}`),
    preview.refusals.crs && preview.candidates.length === 0 ? notice(preview.refusals.crs.sentence, say("crsChoose"), preview.refusals.crs.code) : null,
    preview.candidates.length > 0 && candidateList(preview.candidates, choices, choose),
    choice("import-crs", say("crsOther"), known && !choices.crs ? say("crsAsFile") : say("chooseOne"), [{ label: "", options: systems }], choices.crs ?? "", (crs) =>
      choose({ crs: crs || undefined, swap_axes: undefined, unit: undefined }),
    ),
    (preview.refusals.crs !== undefined || choices.place !== undefined) && placeField(choices, choose),
  );
}

function candidateList(candidates: readonly Candidate[], choices: Choices, choose: Choose): HTMLElement {
  const items = candidates.map((one, index) => {
    const id = `import-candidate-${index}`;
    const chosen = choices.crs === one.crs && Boolean(choices.swap_axes) === Boolean(one.swap_axes);
    const reasons = [
      one.ground && isWord(one.ground) && say(one.ground),
      one.inside !== undefined && say("inside", String(Math.round(100 * one.inside))),
      one.swap_axes && say("swapped"),
      one.unit && one.unit !== "m" && one.unit,
    ].filter(Boolean);
    const take = (): void => choose({ crs: one.crs, swap_axes: one.swap_axes || undefined, unit: one.unit && one.unit !== "m" ? one.unit : undefined });
    return element(
      "label",
      { class: "dt-import-candidate", for: id },
      element("input", { type: "radio", class: "form-check-input", name: "import-candidate", id, checked: chosen, onchange: take }),
      element("span", {}, element("strong", {}, one.name), ` ${one.crs}`, element("small", {}, reasons.join(" · "))),
    );
  });
  return element(
    "fieldset",
    { class: "dt-import-candidates" },
    element("legend", {}, say("crsPropose")),
    ...items,
    candidates.some((one) => one.alike) && element("p", { class: "dt-import-quiet" }, say("alike")),
  );
}

export function layerCard(preview: Preview, choices: Choices, targets: Targets, choose: Choose): HTMLElement {
  const fits = (one: Target): boolean => preview.geometry === null || one.geometry === preview.geometry;
  const layers = targets.layers.filter(fits);
  const templates = targets.templates.filter(fits);
  const isNew = choices.template !== undefined;
  const value = choices.template ? `template:${choices.template}` : choices.layer ? `layer:${choices.layer}` : "";
  const found = preview.suggested.flatMap((one) => {
    const target = (one.new ? templates : layers).find((each) => each.name === one.name);
    const text = `${target ? title(target.title) : one.name} · ${say("matched", String(one.matched))}${one.new ? ` · ${say("layerNew").toLocaleLowerCase()}` : ""}`;
    return target ? [{ value: `${one.new ? "template" : "layer"}:${one.name}`, text }] : [];
  });
  const options = (kind: string, list: readonly Target[]): { value: string; text: string }[] =>
    list.map((one) => ({ value: `${kind}:${one.name}`, text: `${title(one.title)} (${one.name})` }));
  const suggested = new Set(found.map((one) => one.value));
  const rest = (list: { value: string; text: string }[]): { value: string; text: string }[] => list.filter((one) => !suggested.has(one.value));
  const groups = [
    { label: say("fits"), options: found },
    { label: say("layerThere"), options: rest(options("layer", layers)) },
    { label: say("layerNew"), options: rest(options("template", templates)) },
  ].filter((group) => group.options.length > 0);
  const taken = (picked: string): void => {
    const [kind, name] = [picked.split(":")[0], picked.split(":")[1] ?? ""];
    if (!name) choose({ ...FORGOTTEN, layer: undefined, template: undefined });
    else if (kind === "layer") choose({ ...FORGOTTEN, layer: name, template: undefined });
    else choose({ ...FORGOTTEN, layer: freeName(name, targets), template: name });
  };
  return card(
    say("layerHeading"),
    groups.length === 0 && element("p", {}, say("noRight")),
    choice("import-layer", say("layerHeading"), say("chooseOne"), groups, value, taken),
    isNew && nameField(choices, choose),
    preview.refusals.layer ? refusalNotice(preview.refusals.layer) : null,
  );
}

function nameField(choices: Choices, choose: Choose): HTMLElement {
  return element(
    "div",
    { class: "dt-import-field" },
    element("label", { class: "form-label", for: "import-name" }, say("layerName")),
    element("input", {
      class: "form-control", id: "import-name", value: choices.layer, maxlength: 40, pattern: "[a-z][a-z0-9_]*", autocomplete: "off", spellcheck: "false",
      "aria-describedby": "import-name-hint", onchange: (event) => choose({ layer: (event.target as HTMLInputElement).value.trim() }),
    }),
    element("small", { class: "dt-import-quiet", id: "import-name-hint" }, say("layerNameHint")),
  );
}

function freeName(template: string, targets: Targets): string {
  const taken = new Set(targets.layers.map((one) => one.name));
  let name = template;
  for (let number = 2; taken.has(name); number += 1) name = `${template}_${number}`;
  return name;
}

/** Every column with some of its values, as they stand in the file and as they are read. */
export function textCard(preview: Preview, choices: Choices, choose: Choose): HTMLElement {
  const options = ENCODINGS.map((name) => ({ value: name, text: name.toUpperCase() }));
  const head = ["column", "inFile", "read", "encoding"] as const;
  return card(
    say("textHeading"),
    choice("import-encoding", say("encodingLabel"), say("encodingFound"), [{ label: "", options }], choices.encoding ?? "", (encoding) => choose({ encoding: encoding || undefined })),
    element(
      "div",
      { class: "table-responsive dt-import-table", tabindex: 0, role: "group", "aria-label": say("textHeading") },
      element(
        "table",
        { class: "table" },
        element("thead", {}, element("tr", {}, ...head.map((word) => element("th", { scope: "col" }, say(word))))),
        element("tbody", {}, ...preview.columns.map(columnRow)),
      ),
    ),
  );
}

function columnRow(column: Column): HTMLElement {
  const changed = column.before.some((value, index) => value !== column.after[index]);
  const vote = column.encoding && column.encoding !== "ascii" ? column.encoding.toUpperCase() : "";
  const sure = vote && LEGACY.has(column.encoding ?? "") && column.confidence !== null ? say("sure", String(Math.round(100 * column.confidence))) : "";
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, column.name),
    element("td", { class: "dt-import-before" }, changed ? column.before.slice(0, 2).join("\n") : ""),
    element("td", { class: "dt-import-after" }, column.after.slice(0, changed ? 2 : 3).join(changed ? "\n" : " · ")),
    element("td", {}, vote, sure && element("small", { class: "dt-import-quiet" }, ` ${sure}`)),
  );
}

export function mapNote(preview: Preview): string {
  const language = pageLanguage();
  const shown = preview.sample.features.length;
  if (!shown) return preview.crs ? "" : say("mapEmpty");
  const all = formatNumber(preview.features, language);
  return shown >= preview.features ? say("mapAll", all) : say("mapSample", formatNumber(shown, language), all);
}

export function isReady(preview: Preview): boolean {
  return preview.layer !== null && preview.crs !== null && Object.keys(preview.refusals).every((about) => about === "mapping");
}
