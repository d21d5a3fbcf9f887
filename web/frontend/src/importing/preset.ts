/** Presets: how a source was understood before, and this mapping kept under a name. */

import { element, icon } from "../dom";
import type { Choices, PageConfig, Preview, Targets } from "./contract";
import type { Choose } from "./look";
import { button, card, choice } from "./parts";
import { say } from "./words";

const NONE = "\u0000none";
/** As the server has it: letters, digits and `_` first, then blanks and hyphens too. */
const NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_ \\-]{0,59}";

/** Says which preset was applied, and that it can be left out or changed; null where none was. */
export function presetBanner(preview: Preview, choices: Choices, config: PageConfig, choose: Choose, change: (name: string) => void): HTMLElement | null {
  const name = preview.preset;
  if (name === null) return null;
  const changing = choices.save_preset === name;
  return element(
    "div",
    { class: "dt-import-preset", role: "status" },
    icon("check"),
    element("div", {}, element("strong", {}, say("presetApplied", name)), element("p", {}, say(changing ? "presetChanging" : "presetAppliedHint"))),
    element(
      "div",
      { class: "dt-import-answers" },
      !changing && button("presetChange", () => change(name)),
      button("presetWithout", () => choose({ preset: undefined, no_preset: true, mapping: undefined, save_preset: changing ? undefined : choices.save_preset })),
      element("a", { class: "btn", href: presetPage(config, name), target: "_blank", rel: "noopener" }, say("presetSee")),
    ),
  );
}

/** After the load: under which name the mapping is kept. */
export function presetSaved(name: string, config: PageConfig): HTMLElement {
  return element("p", { class: "dt-import-saved" }, icon("check"), element("span", {}, say("presetSaved", name), " ", element("a", { href: presetPage(config, name) }, say("presetSee"))));
}

function presetPage(config: PageConfig, name: string): string {
  return `${config.presets_url}/${encodeURIComponent(name)}`;
}

/** `choose` reads the file anew; `note` only keeps what was said. */
export function presetCard(preview: Preview, choices: Choices, targets: Targets, config: PageConfig, choose: Choose, note: Choose): HTMLElement | null {
  const layer = preview.layer;
  if (!layer) return null;
  const serving = targets.presets.filter((one) => one.layer === layer.name || (one.template !== "" && one.template === layer.template));
  const value = choices.preset ?? (choices.no_preset ? NONE : "");
  const found = preview.preset && !choices.preset ? say("presetFound", preview.preset) : say("presetAuto");
  const options = [...serving.map((one) => ({ value: one.name, text: one.name })), { value: NONE, text: say("presetNone") }];
  const taken = (name: string): void =>
    choose({ preset: name && name !== NONE ? name : undefined, no_preset: name === NONE || undefined, mapping: undefined });
  return card(
    say("presetHeading"),
    serving.length > 0 && choice("import-preset", say("presetLabel"), found, [{ label: "", options }], value, taken),
    element(
      "div",
      { class: "dt-import-field" },
      element("label", { class: "form-label", for: "import-save-preset" }, say("presetSave")),
      element("input", {
        class: "form-control", id: "import-save-preset", value: choices.save_preset ?? "", maxlength: 60, pattern: NAME, autocomplete: "off", list: "import-presets",
        "aria-describedby": "import-save-preset-hint", onchange: (event) => note({ save_preset: (event.target as HTMLInputElement).value.trim() || undefined }),
      }),
      element("datalist", { id: "import-presets" }, ...serving.map((one) => element("option", { value: one.name }))),
      element("small", { class: "dt-import-quiet", id: "import-save-preset-hint" }, say("presetSaveHint")),
    ),
    element("p", { class: "dt-import-all" }, element("a", { href: config.presets_url, target: "_blank", rel: "noopener" }, say("presetAll"))),
  );
}
