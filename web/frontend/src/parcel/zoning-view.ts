/** The zones of a parcel as a bar of shares and a list with colour, code, words and limits. */

import { element, icon } from "../dom";
import { pageLanguage, say, title } from "../language";
import { formatDate } from "../values";
import { formatArea, formatShare, limitsOf, type ParcelZoning, type PlanOnParcel, plansThatDecide, type ZoningPart } from "./zoning";

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
  const plans = plansThatDecide(zoning);
  const asOf = element("p", { class: "dt-missing" }, say("asOf", formatDate(zoning.as_of)));
  if (parts.length === 0) return [zoningHeading(), element("p", {}, say("zoningNone")), asOf];
  return [
    zoningHeading(),
    bar(zoning),
    element("ul", { class: "dt-zones" }, ...parts.map((part) => zone(part, plans.length > 1)), ...(isSomething(uncovered.area_m2) ? [uncoveredRow(uncovered)] : [])),
    ...(plans.length > 0 ? [element("h4", { class: "dt-basis" }, say("basis")), ...plans.map(basis)] : []),
    asOf,
  ];
}

/** A picture of the list below it, which says the same in words. */
function bar({ parts, uncovered }: ParcelZoning): HTMLElement {
  const pieces = parts.map((part) => piece(part.share, part.overlap ? "dt-share-overlap" : false, part.overlap ? null : (part.colour ?? NO_COLOUR)));
  if (isSomething(uncovered.area_m2)) pieces.push(piece(uncovered.share, "dt-share-none", null));
  return element("div", { class: "dt-shares", "aria-hidden": "true" }, ...pieces);
}

function piece(share: number, pattern: string | false, colour: string | null): HTMLElement {
  const node = element("span", { class: pattern });
  // Slivers stay visible.
  node.style.flexGrow = String(Math.max(share, 0.012));
  if (colour) node.style.backgroundColor = colour;
  return node;
}

function zone(part: ZoningPart, namesPlan: boolean): HTMLElement {
  const language = pageLanguage();
  const sample = element("span", { class: part.overlap ? "dt-swatch dt-share-overlap" : "dt-swatch", "aria-hidden": "true" });
  if (!part.overlap) sample.style.backgroundColor = part.colour ?? NO_COLOUR;
  const name = title(part.title);
  const lot = part.parameters?.ky_hieu_lo;
  const code = [lot ? say("lot", String(lot)) : "", name === part.chuc_nang ? "" : part.chuc_nang].filter(Boolean).join(" · ");
  const limits = limitsOf(part, language);
  return element(
    "li",
    {},
    element(
      "div",
      { class: "dt-zone-head" },
      sample,
      element("span", { class: "dt-zone-name" }, name, code !== "" && element("small", {}, code)),
      amount(part.area_m2, part.share),
    ),
    part.overlap && element("p", { class: "dt-overlap" }, icon("warning"), element("span", {}, say("overlapHint"))),
    limits.length > 0 &&
      element("dl", { class: "dt-limits" }, ...limits.flatMap(({ name: limit, value }) => [element("dt", {}, limit), element("dd", {}, value)])),
    namesPlan && part.ma_ho_so_qh && element("p", { class: "dt-plan" }, say("byPlan", part.ma_ho_so_qh)),
  );
}

/** By which decision: what a person can ask for and quote. */
function basis(plan: PlanOnParcel): HTMLElement {
  const decided = plan.decided_on ? formatDate(plan.decided_on) : "";
  const decision = plan.decision ? say(decided ? "decisionOf" : "decision", plan.decision, decided) : "";
  return element(
    "p",
    { class: "dt-plan-basis" },
    plan.title ?? "",
    element("small", {}, [decision, plan.ma_ho_so_qh ? say("byPlan", plan.ma_ho_so_qh) : ""].filter(Boolean).join(" · ")),
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
