/** A place that is no feature: coordinates, an address between houses, a commune that was merged away. */

import { element, icon } from "../dom";
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

/** `message`: what the server assumed or remarked when it found the place. */
export function placeCard(result: Result, message: string, actions: PlaceActions): PlaceCard {
  const here = element("div", {});
  const subtitle = title(result.subtitle);
  const node = element(
    "div",
    { class: "dt-card" },
    subtitle !== "" && element("p", { class: "dt-address" }, subtitle),
    message !== "" && element("p", { class: "dt-search-message" }, icon("info"), element("span", {}, message)),
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
