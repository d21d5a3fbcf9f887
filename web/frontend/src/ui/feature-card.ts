/** What is known of one feature: name, large figures, class with colour and code, the rest as a list. */

import type { GeoJsonProperties } from "geojson";
import type { Field, Layer } from "../catalog";
import { codeName } from "../codes";
import { element } from "../dom";
import { pageLanguage, title } from "../language";
import { parcelName } from "../parcel/name";
import { formatValue } from "../values";
import {
  buttons,
  type CardActions,
  classLine,
  fact,
  figure,
  missing,
  type Neighbour,
  neighbourList,
  type Place,
  placeFact,
  sourceLine,
  syntheticNote,
} from "./card-parts";

/** The feature's own name, or its layer's title with its number. */
export function featureName(layer: Layer, properties: GeoJsonProperties, id: string | number): string {
  const parcel = parcelName(layer, properties);
  if (parcel) return parcel;
  const field = layer.fields.find((one) => one.name === layer.title_field);
  const value = field ? formatValue(field, properties?.[field.name], pageLanguage()) : null;
  if (field?.code_list && value !== null) return codeName(field.code_list, String(properties?.[field.name]), pageLanguage());
  if (!field || value === null) return `${title(layer.title)} ${id}`;
  // A bare number says nothing by itself: "Số thửa 45".
  return /\p{L}/u.test(value) ? value : `${title(field.title)} ${value}`;
}

export function featureCard(
  layer: Layer,
  id: string | number,
  properties: GeoJsonProperties,
  place: Place | null,
  neighbours: Neighbour[],
  actions: CardActions,
): HTMLElement {
  const [figures, rest] = splitFigures(layer, properties);
  return element(
    "div",
    { class: "dt-card" },
    syntheticNote(layer),
    classLine(layer, properties),
    figures.length > 0 && element("dl", { class: "dt-figures" }, ...figures.map((field) => figure(field, properties))),
    element("dl", { class: "dt-facts" }, ...rest.flatMap((field) => fact(field, properties)), ...placeFact(place)),
    missing(rest, properties),
    element("div", { class: "dt-actions" }, ...buttons(actions)),
    neighbours.length > 0 && neighbourList(neighbours),
    sourceLine(layer, id, actions.recordUrl),
  );
}

/** Measures with a unit are the figures people look for; at most three are set large. */
function splitFigures(layer: Layer, properties: GeoJsonProperties): [Field[], Field[]] {
  const shown = layer.fields.filter((field) => field.name !== layer.title_field && field.name !== layer.style.field);
  const large = shown
    .filter((field) => field.unit && formatValue(field, properties?.[field.name], pageLanguage()) !== null)
    .slice(0, 3);
  return [large, shown.filter((field) => !large.includes(field))];
}
