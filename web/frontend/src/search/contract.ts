/** What `GET /api/search` answers, and asking it. */

import { fetchJson } from "../api";
import type { Bbox, Bilingual } from "../catalog";
import { type Language, say, title } from "../language";

export type ResultKind =
  | "parcel"
  | "address"
  | "street"
  | "commune"
  | "former_commune"
  | "province"
  | "plan"
  | "feature"
  | "coordinate";

export interface Result {
  kind: ResultKind;
  title: Bilingual;
  subtitle: Bilingual;
  layer: string | null;
  id: number | null;
  point: [longitude: number, latitude: number] | null;
  bbox: Bbox | null;
  score: number;
  exact: boolean;
  /** Of a parcel. */
  sheet?: string;
  number?: string;
}

/** The message in one line; empty where there is none. */
export function said(answer: Answer | null): string {
  return [answer?.message?.sentence, answer?.message?.way_out].filter(Boolean).join(" ");
}

/** What the result is called here: parcels as their card is. */
export function nameOf(result: Result): string {
  return result.sheet && result.number ? say("parcelName", result.sheet, result.number) : title(result.title);
}

export interface Answer {
  query: string;
  /** Said beside the results: what the server assumed, or that these are only the nearest candidates. */
  message?: { sentence: string; way_out: string };
  results: Result[];
}

/** What the server reads at most. */
export const LONGEST_QUERY = 200;

export function fetchAnswer(url: string, query: string, limit: number, language: Language, signal: AbortSignal): Promise<Answer> {
  const parameters = new URLSearchParams({ q: query, limit: String(limit), lang: language });
  return fetchJson<Answer>(`${url}?${parameters}`, "application/json", signal);
}

/** Results of one kind stand together; kinds in the order of their best result. */
export function groupedByKind(results: Result[]): { kind: ResultKind; results: Result[] }[] {
  const groups = new Map<ResultKind, Result[]>();
  for (const result of results) groups.set(result.kind, [...(groups.get(result.kind) ?? []), result]);
  return [...groups].map(([kind, own]) => ({ kind, results: own }));
}

/** The one result that Enter may take unasked: nothing else fits as exactly. */
export function obvious(results: Result[]): Result | null {
  const [best] = results;
  // Beside coordinates stands what lies there.
  if (best && (results.length === 1 || best.kind === "coordinate")) return best;
  const exact = results.filter((result) => result.exact);
  return exact.length === 1 ? (exact[0] ?? null) : null;
}

/** Whether several parcels carry what was asked for, so that a small map each helps to tell them apart. */
export function severalParcels(results: Result[]): boolean {
  return results.filter((result) => result.kind === "parcel" && result.id !== null).length > 1;
}
