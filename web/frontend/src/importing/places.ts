/** Where data should lie, for proposals of a system; and lists without coordinates, which are placed along streets. */

import { element } from "../dom";
import { title } from "../language";
import type { Choices, Preview, Targets } from "./contract";
import type { Choose } from "./look";
import { card, choice, refusalNotice } from "./parts";
import { say } from "./words";

/** The code of a table in which nothing says a place: docs/reference/errors.md. */
const PLACELESS = "E-FILE-08";

export function isPlaceless(preview: Preview, choices: Choices): boolean {
  return preview.refusals.file?.code === PLACELESS || choices.streets !== undefined;
}

/** Null for files that say places themselves. */
export function streetsCard(preview: Preview, choices: Choices, targets: Targets, choose: Choose): HTMLElement | null {
  if (!isPlaceless(preview, choices)) return null;
  const options = targets.streets.map((one) => ({ value: one.name, text: `${title(one.title)} (${one.name})` }));
  return card(
    say("streetsHeading"),
    element("p", { class: "dt-import-quiet" }, say("streetsWhat")),
    options.length === 0
      ? element("p", {}, say("streetsNone"))
      : choice("import-streets", say("streetsLabel"), say("chooseOne"), [{ label: "", options }], choices.streets ?? "", (streets) => choose({ streets: streets || undefined })),
    preview.refusals.streets ? refusalNotice(preview.refusals.streets) : null,
  );
}

/** A province or commune, today's or a former one; the city's own where none is said. */
export function placeField(choices: Choices, choose: Choose): HTMLElement {
  return element(
    "div",
    { class: "dt-import-field" },
    element("label", { class: "form-label", for: "import-place" }, say("placeLabel")),
    element("input", {
      class: "form-control", id: "import-place", value: choices.place ?? "", maxlength: 100, autocomplete: "off", "aria-describedby": "import-place-hint",
      onchange: (event) => choose({ place: (event.target as HTMLInputElement).value.trim() || undefined, crs: undefined, swap_axes: undefined, unit: undefined }),
    }),
    element("small", { class: "dt-import-quiet", id: "import-place-hint" }, say("placeHint")),
  );
}
