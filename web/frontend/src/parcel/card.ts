/** A parcel as its holder asks about it: where, what for, how large, and what is planned on it. */

import type { GeoJsonProperties } from "geojson";
import type { Layer } from "../catalog";
import { element } from "../dom";
import { say } from "../language";
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
} from "../ui/card-parts";
import { isParcels } from "./name";

/** Said in the heading, above, or as figures; what is left are the facts. */
const SAID = ["ma_xa", "so_to", "so_thua", "dia_chi", "loai_dat", "dien_tich", "dien_tich_phap_ly"];
const AREAS = ["dien_tich", "dien_tich_phap_ly"];

export interface ParcelCard {
  node: HTMLElement;
  /** Filled when the answer comes; its room is kept before. */
  zoning: HTMLElement;
  communeNow: HTMLElement;
  communeAtSurvey: HTMLElement;
}

export function parcelCard(
  layer: Layer,
  id: number,
  properties: GeoJsonProperties,
  place: Place | null,
  neighbours: Neighbour[],
  actions: CardActions,
): ParcelCard {
  const fields = (wanted: (name: string) => boolean): Layer["fields"] => layer.fields.filter((field) => wanted(field.name));
  const given = (name: string): boolean => ![null, undefined, ""].includes(properties?.[name]);
  const rest = fields((name) => !SAID.includes(name));
  const areas = fields((name) => AREAS.includes(name) && given(name));
  const communeNow = element("dd", {}, element("span", { class: "dt-bar dt-bar-short" }));
  const communeAtSurvey = element("dd", {}, String(properties?.ma_xa ?? ""));
  const zoning = element("section", { class: "dt-zoning", "aria-live": "polite" });
  const address = String(properties?.dia_chi ?? "");
  const node = element(
    "div",
    { class: "dt-card" },
    syntheticNote(layer),
    address !== "" && element("p", { class: "dt-address" }, address),
    classLine(layer, properties),
    areas.length > 0 && element("dl", { class: "dt-figures" }, ...areas.map((field) => figure(field, properties))),
    zoning,
    element(
      "dl",
      { class: "dt-facts" },
      element("dt", {}, say("communeNow")),
      communeNow,
      ...(given("ma_xa") ? [element("dt", {}, say("communeAtSurvey")), communeAtSurvey] : []),
      ...rest.flatMap((field) => fact(field, properties)),
      ...placeFact(place),
    ),
    missing([...rest, ...fields((name) => AREAS.includes(name) || name === "dia_chi")], properties),
    element("div", { class: "dt-actions" }, ...buttons(actions)),
    neighbours.length > 0 && neighbourList(neighbours),
    sourceLine(layer, id, actions.recordUrl),
  );
  return { node, zoning, communeNow, communeAtSurvey };
}

/** The city's own cadastral layer; others made from the same template keep the general card. */
export function hasParcelCard(layer: Layer): boolean {
  return layer.name === "parcels" && isParcels(layer);
}
