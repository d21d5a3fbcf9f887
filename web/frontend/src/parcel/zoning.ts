/** What is planned on a parcel: the OGC API Process `parcel-zoning`, and its figures as people read them. */

import { fetchJson } from "../api";
import type { Bilingual } from "../catalog";
import { type Language, sayIn } from "../language";
import { formatNumber } from "../values";

export interface ZoningPart {
  chuc_nang: string;
  title: Bilingual;
  /** Null where zones overlap: nobody guesses which of them is meant. */
  colour: string | null;
  overlap: boolean;
  area_m2: number;
  /** Of the parcel, 0 to 1. */
  share: number;
  ma_ho_so_qh: string | null;
  parameters: Record<string, unknown> | null;
}

export interface PlanOnParcel {
  ma_ho_so_qh: string | null;
  title: string | null;
  decision: string | null;
  decided_on: string | null;
}

export interface ParcelZoning {
  parcel: { area_m2: number } & Record<string, unknown>;
  parts: ZoningPart[];
  uncovered: { area_m2: number; share: number };
  /** Every plan that covers some of the parcel; the first decides. */
  plans: PlanOnParcel[];
  as_of: string;
}

export function fetchZoning(processes: string, parcel: number, signal: AbortSignal): Promise<ParcelZoning> {
  return fetchJson<ParcelZoning>(`${processes}/parcel-zoning/execution`, "application/json", signal, { inputs: { parcel } });
}

/** 1.234,5 m² */
export function formatArea(area: number, language: Language): string {
  return `${formatNumber(area, language, 1)}\u00a0m²`;
}

/** 62,5 %: one decimal, but never "100 %" or "0 %" for what is a little less or more. */
export function formatShare(share: number, language: Language): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return `<\u00a0${formatNumber(0.1, language, 1)}\u00a0%`;
  if (percent < 100 && percent > 99.9) return `>\u00a0${formatNumber(99.9, language, 1)}\u00a0%`;
  const whole = Math.abs(percent - Math.round(percent)) < 0.05;
  return `${formatNumber(percent, language, whole ? 0 : 1)}\u00a0%`;
}

/** The plans of which the parts come, in the order of their weight. */
export function plansThatDecide({ parts, plans }: ParcelZoning): PlanOnParcel[] {
  const deciding = new Set(parts.map((part) => part.ma_ho_so_qh));
  return plans.filter((plan) => deciding.has(plan.ma_ho_so_qh));
}

export interface Limit {
  name: string;
  value: string;
}

/** Density, storeys and floor-area ratio. They come as text ("40-60", "≤ 7"): what isn't a number is shown as it is. */
export function limitsOf(part: ZoningPart, language: Language): Limit[] {
  const given = part.parameters ?? {};
  const limits: Limit[] = [];
  const add = (name: string, value: string | null): void => {
    if (value !== null) limits.push({ name, value });
  };
  add(sayIn(language, "density"), densityOf(given.mat_do_xd, part.area_m2, language));
  add(sayIn(language, "storeys"), atMost(given.tang_cao, language, (text) => sayIn(language, "storeysValue", text)));
  add(sayIn(language, "floorAreaRatio"), atMost(given.he_so_sdd, language, (text) => sayIn(language, "ratioValue", text)));
  return limits;
}

/** "tối đa 60 % = 72,0 m²": the share of this part of the parcel that may be built on. */
function densityOf(given: unknown, area: number, language: Language): string | null {
  const most = upperLimit(given);
  const text = atMost(given, language, (value) => `${value}\u00a0%`);
  return most === null || most > 100 ? text : `${text} = ${formatArea((area * most) / 100, language)}`;
}

function atMost(given: unknown, language: Language, unit: (value: string) => string): string | null {
  const text = given === null || given === undefined ? "" : String(given).trim();
  if (text === "") return null;
  const most = upperLimit(text);
  return most === null ? text : sayIn(language, "atMost", unit(plain(most, language)));
}

/** The largest number of "60", "40-60", "≤ 7" or "3,5"; null where the text says more than that. */
export function upperLimit(given: unknown): number | null {
  const text = String(given ?? "").trim();
  if (!/^[≤<=\s]*\d+([.,]\d+)?(\s*[-–÷]\s*\d+([.,]\d+)?)?\s*%?$/u.test(text)) return null;
  const numbers = text.match(/\d+(?:[.,]\d+)?/g) ?? [];
  return Math.max(...numbers.map((number) => Number(number.replace(",", "."))));
}

function plain(value: number, language: Language): string {
  return formatNumber(value, language, Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2);
}
