/** What the file is to a layer that is there: more of it, all of it, or what is known better by now. */

import { element } from "../dom";
import { title } from "../language";
import type { Absent, Choices, Mode, Preview } from "./contract";
import type { Choose } from "./look";
import { card, choice, notice } from "./parts";
import { type ImportWord, say } from "./words";

const MODES: readonly [Mode, ImportWord, ImportWord][] = [
  ["append", "modeAppend", "modeAppendWhat"],
  ["update", "modeUpdate", "modeUpdateWhat"],
  ["replace", "modeReplace", "modeReplaceWhat"],
];

/** What is said of a mode and of its layer; another layer has none of it. */
export const FORGOTTEN: Partial<Choices> = {
  mapping: undefined, value_maps: undefined, mode: undefined, key: undefined, absent: undefined, from_day: undefined, preset: undefined, no_preset: undefined,
};

/** Null for a layer that would be made: all of its features are new. */
export function modeCard(preview: Preview, choices: Choices, change: Choose): HTMLElement | null {
  if (!preview.layer || preview.layer.new) return null;
  const mode = choices.mode ?? "append";
  const key = keyOf(preview, choices);
  return card(
    say("modeHeading"),
    element("div", { class: "dt-import-options", role: "radiogroup", "aria-label": say("modeHeading") }, ...MODES.map(([name, word, what]) => modeOption(name, word, what, mode, change))),
    mode !== "append" && keyFields(preview, key, change),
    mode === "update" && key.length === 0 && notice(say("keyMissing")),
    mode === "update" && absentChoice(choices, key.length > 1, change),
    mode !== "append" && dayField(choices, change),
  );
}

/** Whether the chosen mode has what it needs. */
export function modeIsReady(preview: Preview, choices: Choices): boolean {
  return choices.mode !== "update" || keyOf(preview, choices).length > 0;
}

/** The fields that a feature is known by: those chosen, else the layer's own as far as the file has them. */
export function keyOf(preview: Preview, choices: Choices): string[] {
  if (choices.key) return choices.key;
  const own = preview.layer?.key ?? [];
  const filled = filledFields(preview);
  const found = own.filter((name) => filled.has(name));
  const telling = own[own.length - 1];
  return telling !== undefined && filled.has(telling) ? found : [];
}

function filledFields(preview: Preview): Set<string> {
  return new Set(preview.columns.flatMap((column) => (column.field ? [column.field] : [])));
}

function modeOption(name: Mode, word: ImportWord, what: ImportWord, chosen: Mode, change: Choose): HTMLElement {
  const taken = (): void => change({ mode: name === "append" ? undefined : name, absent: undefined, key: undefined, from_day: undefined });
  return element(
    "label",
    { class: "dt-import-candidate", for: `import-mode-${name}` },
    element("input", { type: "radio", class: "form-check-input", name: "import-mode", id: `import-mode-${name}`, checked: name === chosen, onchange: taken }),
    element("span", {}, element("strong", {}, say(word)), element("small", {}, say(what))),
  );
}

function keyFields(preview: Preview, key: readonly string[], change: Choose): HTMLElement {
  const filled = filledFields(preview);
  const fields = preview.layer?.fields.filter((field) => filled.has(field.name)) ?? [];
  const boxes = fields.map((field) => {
    const id = `import-key-${field.name}`;
    const taken = (event: Event): void => {
      const on = (event.target as HTMLInputElement).checked;
      const chosen = fields.map((one) => one.name).filter((name) => (name === field.name ? on : key.includes(name)));
      change({ key: chosen });
    };
    return element("label", { class: "dt-import-check", for: id }, element("input", { type: "checkbox", class: "form-check-input", id, checked: key.includes(field.name), onchange: taken }), element("span", {}, title(field.title)));
  });
  return element("fieldset", { class: "dt-import-keys" }, element("legend", {}, say("keyHeading")), element("p", { class: "dt-import-quiet" }, say("keyWhat")), element("div", {}, ...boxes));
}

function absentChoice(choices: Choices, several: boolean, change: Choose): HTMLElement {
  const words: [Absent, ImportWord][] = [["keep", "absentKeep"], ...(several ? ([["retire-in-scope", "absentScope"]] as [Absent, ImportWord][]) : []), ["retire", "absentRetire"]];
  const options = words.map(([value, word]) => ({ value, text: say(word) }));
  return choice("import-absent", say("absentHeading"), null, [{ label: "", options }], choices.absent ?? "keep", (absent) =>
    change({ absent: absent === "keep" ? undefined : (absent as Absent) }),
  );
}

function dayField(choices: Choices, change: Choose): HTMLElement {
  return element(
    "div",
    { class: "dt-import-field" },
    element("label", { class: "form-label", for: "import-from-day" }, say("fromDay")),
    element("input", { type: "date", class: "form-control dt-import-day", id: "import-from-day", value: choices.from_day ?? "", "aria-describedby": "import-from-day-hint", onchange: (event) => change({ from_day: (event.target as HTMLInputElement).value || undefined }) }),
    element("small", { class: "dt-import-quiet", id: "import-from-day-hint" }, say("fromDayHint")),
  );
}
