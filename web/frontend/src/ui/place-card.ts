/** A place that is no feature: coordinates, an address between houses, a commune that was merged away. */

import type { Catalog } from "../catalog";
import { element } from "../dom";
import { pageLanguage, say, title } from "../language";
import type { Result } from "../search/contract";
import { formatPosition } from "../values";
import { buttons, type Neighbour, neighbourList } from "./card-parts";

export interface PlaceCard {
  node: HTMLElement;
  /** What lies there, when the map has drawn it. */
  here: HTMLElement;
}

interface PlaceActions {
  zoomTo(): void;
  copyLink(): Promise<boolean>;
}

export function placeCard(result: Result, catalog: Catalog, actions: PlaceActions): PlaceCard {
  const here = element("div", {});
  const subtitle = title(result.subtitle);
  const node = element(
    "div",
    { class: "dt-card" },
    subtitle !== "" && element("p", { class: "dt-address" }, subtitle),
    result.point && !inBox(result.point, catalog.city.bbox) && element("p", { class: "dt-missing" }, say("outsideCity", title(catalog.city.name))),
    result.point &&
      element(
        "dl",
        { class: "dt-facts" },
        element("dt", {}, `${say("whatYouClicked")} (WGS 84)`),
        element("dd", {}, formatPosition(result.point[0], result.point[1], pageLanguage())),
      ),
    here,
    element("div", { class: "dt-actions" }, ...buttons(actions)),
  );
  return { node, here };
}

export function listHere(card: PlaceCard, found: Neighbour[]): void {
  card.here.replaceChildren(...(found.length > 0 ? [neighbourList(found)] : [element("p", { class: "dt-missing" }, say("nothingHere"))]));
}

function inBox([x, y]: [number, number], [west, south, east, north]: [number, number, number, number]): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}
