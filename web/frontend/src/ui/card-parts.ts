/** The parts of which cards are made: figures, facts, class, buttons, and what else lies at the place. */

import type { GeoJsonProperties } from "geojson";
import type { Field, Layer, StyleClass } from "../catalog";
import { codeTitle } from "../codes";
import { type Child, element, icon } from "../dom";
import { pageLanguage, say, title } from "../language";
import { formatPosition, formatValue } from "../values";
import { classSwatch, swatch } from "./swatch";

export interface Place {
  longitude: number;
  latitude: number;
}

export interface Neighbour {
  layer: Layer;
  id: number;
  name: string;
  choose(): void;
}

export interface CardActions {
  zoomTo(): void;
  copyLink(): Promise<boolean>;
  recordUrl: string;
}

/** Said on top of every synthetic feature. */
export function syntheticNote(layer: Layer): Child {
  return layer.synthetic && element("p", { class: "dt-note dt-note-warn" }, icon("warning"), say("syntheticFeature"));
}

export function figure(field: Field, properties: GeoJsonProperties): HTMLElement {
  const value = formatValue(field, properties?.[field.name], pageLanguage()) ?? "";
  const [number, unit] = value.split("\u00a0");
  return element(
    "div",
    {},
    element("dt", {}, title(field.title)),
    element("dd", {}, number ?? value, unit ? element("small", {}, `\u00a0${unit}`) : null),
  );
}

export function fact(field: Field, properties: GeoJsonProperties): HTMLElement[] {
  const value = formatValue(field, properties?.[field.name], pageLanguage());
  return value === null ? [] : [element("dt", {}, title(field.title)), element("dd", {}, value)];
}

/** What isn't recorded is said in one line, so that it doesn't push away what is. */
export function missing(fields: Field[], properties: GeoJsonProperties): Child {
  const empty = fields.filter((field) => formatValue(field, properties?.[field.name], pageLanguage()) === null);
  const names = empty.map((field) => title(field.title)).join(", ");
  return names !== "" && element("p", { class: "dt-missing" }, say("notGiven", names));
}

export function placeFact(place: Place | null): HTMLElement[] {
  if (!place) return [];
  return [
    element("dt", {}, `${say("whatYouClicked")} (WGS 84)`),
    element("dd", {}, formatPosition(place.longitude, place.latitude, pageLanguage())),
  ];
}

export function classLine(layer: Layer, properties: GeoJsonProperties): Child {
  const field = layer.fields.find((one) => one.name === layer.style.field);
  const value = field ? properties?.[field.name] : null;
  if (!field || value === null || value === undefined || value === "") return null;
  return element(
    "div",
    { class: "dt-class" },
    element("span", { class: "dt-class-field" }, title(field.title)),
    ...classesOf(layer, String(value)).map(([code, known]) => classValue(layer, field, code, known)),
  );
}

/** A value is one class, or several joined by "+" ("ONT+LUC"). */
function classesOf(layer: Layer, value: string): [string, StyleClass | undefined][] {
  const find = (code: string): StyleClass | undefined => layer.style.classes.find((one) => String(one.value) === code);
  if (find(value)) return [[value, find(value)]];
  return value.split("+").map((code) => [code, find(code)]);
}

/** Words come from the code list, which a city corrects; else from the class. */
function classValue(layer: Layer, field: Field, code: string, known: StyleClass | undefined): HTMLElement {
  const label = codeTitle(field.code_list ?? "", code, pageLanguage()) || (known ? title(known.label) : "");
  return element(
    "span",
    { class: "dt-class-value" },
    known ? classSwatch(layer, known) : swatch(layer.geometry, layer.style.default.fill ?? null, layer.style.default.stroke ?? null),
    element("span", { class: "dt-code" }, code),
    label && label !== code ? element("span", {}, label) : null,
  );
}

export function buttons(actions: Pick<CardActions, "zoomTo" | "copyLink">): HTMLElement[] {
  const copied = element("span", { role: "status", class: "dt-copied" });
  return [
    element("button", { type: "button", class: "dt-button", onclick: actions.zoomTo }, icon("zoomTo"), say("zoomToFeature")),
    element(
      "button",
      {
        type: "button",
        class: "dt-button",
        onclick: () => {
          void actions.copyLink().then((done) => {
            copied.textContent = done ? say("linkCopied") : "";
            globalThis.setTimeout(() => (copied.textContent = ""), 4000);
          });
        },
      },
      icon("link"),
      say("copyLink"),
    ),
    copied,
  ];
}

export function neighbourList(neighbours: Neighbour[]): HTMLElement {
  const rows = neighbours.map((one) =>
    element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "dt-neighbour", onclick: () => one.choose() },
        element("span", {}, element("small", {}, title(one.layer.title)), one.name),
        icon("chevron"),
      ),
    ),
  );
  return element("section", {}, element("h3", { class: "dt-theme" }, say("alsoHere")), element("ul", { class: "dt-plain" }, ...rows));
}

export function sourceLine(layer: Layer, id: string | number, recordUrl: string): HTMLElement {
  return element(
    "p",
    { class: "dt-source" },
    [layer.attribution, layer.licence?.title].filter(Boolean).join(" · "),
    element("a", { href: recordUrl }, `${say("openRecord")} ${layer.name}/${id}`),
  );
}
