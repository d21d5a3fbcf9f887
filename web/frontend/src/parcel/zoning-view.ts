/** The zones of a parcel as a bar of shares and a list with colour, code, words and limits. */

import { element } from "../dom";
import { pageLanguage, say, title } from "../language";
import { formatDate } from "../values";
import { formatArea, formatShare, limitsOf, type ParcelZoning, type ZoningPart } from "./zoning";

const NO_COLOUR = "#b9b3a6";

export function zoningHeading(): HTMLElement {
  return element("h3", { class: "dt-theme" }, say("zoningOfParcel"));
}

/** Room for what is coming, of about its size. */
export function zoningWaiting(): Node[] {
  const bars = Array.from({ length: 2 }, () => element("span", { class: "dt-bar" }));
  return [
    zoningHeading(),
    element("div", { class: "dt-zoning-waiting", role: "status", "aria-label": say("zoningWaiting") }, element("span", { class: "dt-bar dt-bar-tall" }), ...bars),
  ];
}

/** One calm sentence: the rest of the card doesn't depend on it. */
export function zoningMissing(): Node[] {
  return [zoningHeading(), element("p", { class: "dt-missing" }, say("zoningMissing"))];
}

export function zoningView(zoning: ParcelZoning): Node[] {
  const { parts, uncovered } = zoning;
  const asOf = element("p", { class: "dt-missing" }, say("asOf", formatDate(zoning.as_of)));
  if (parts.length === 0) return [zoningHeading(), element("p", {}, say("zoningNone")), asOf];
  return [
    zoningHeading(),
    bar(zoning),
    element("ul", { class: "dt-zones" }, ...parts.map(zone), ...(isSomething(uncovered.area_m2) ? [uncoveredRow(uncovered)] : [])),
    asOf,
  ];
}

/** A picture of the list below it, which says the same in words. */
function bar({ parts, uncovered }: ParcelZoning): HTMLElement {
  const pieces = parts.map((part) => piece(part.share, part.colour ?? NO_COLOUR));
  if (isSomething(uncovered.area_m2)) pieces.push(piece(uncovered.share, null));
  return element("div", { class: "dt-shares", "aria-hidden": "true" }, ...pieces);
}

function piece(share: number, colour: string | null): HTMLElement {
  const node = element("span", { class: colour ? false : "dt-share-none" });
  // Slivers stay visible.
  node.style.flexGrow = String(Math.max(share, 0.012));
  if (colour) node.style.backgroundColor = colour;
  return node;
}

function zone(part: ZoningPart): HTMLElement {
  const language = pageLanguage();
  const sample = element("span", { class: "dt-swatch", "aria-hidden": "true" });
  sample.style.backgroundColor = part.colour ?? NO_COLOUR;
  const name = typeof part.title === "string" ? part.title : part.title ? title(part.title) : "";
  const limits = limitsOf(part, language);
  return element(
    "li",
    {},
    element(
      "div",
      { class: "dt-zone-head" },
      sample,
      element("span", { class: "dt-zone-name" }, name || part.chuc_nang, name && name !== part.chuc_nang ? element("small", {}, part.chuc_nang) : null),
      amount(part.area_m2, part.share),
    ),
    limits.length > 0 &&
      element("dl", { class: "dt-limits" }, ...limits.flatMap(({ name: limit, value }) => [element("dt", {}, limit), element("dd", {}, value)])),
    part.ma_ho_so_qh && element("p", { class: "dt-plan" }, say("byPlan", part.ma_ho_so_qh)),
  );
}

function uncoveredRow({ area_m2: area, share }: ParcelZoning["uncovered"]): HTMLElement {
  const sample = element("span", { class: "dt-swatch dt-share-none", "aria-hidden": "true" });
  return element(
    "li",
    {},
    element("div", { class: "dt-zone-head" }, sample, element("span", { class: "dt-zone-name" }, say("zoningUncovered")), amount(area, share)),
  );
}

function amount(area: number, share: number): HTMLElement {
  const language = pageLanguage();
  return element("span", { class: "dt-amount" }, element("strong", {}, formatArea(area, language)), element("small", {}, formatShare(share, language)));
}

function isSomething(area: number): boolean {
  return area >= 0.05;
}
