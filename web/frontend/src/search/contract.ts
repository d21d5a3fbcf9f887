/** What `GET /api/search` answers, and asking it. */

import { fetchJson } from "../api";
import type { Bbox, Bilingual } from "../catalog";

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
}

export interface Answer {
  query: string;
  /** Said beside the results: what the server assumed, or that these are only the nearest candidates. */
  message: Bilingual | null;
  results: Result[];
}

/** Longer than any address or list of corners that a person means to find. */
export const LONGEST_QUERY = 500;

export function fetchAnswer(url: string, query: string, limit: number, signal: AbortSignal): Promise<Answer> {
  const parameters = new URLSearchParams({ q: query, limit: String(limit) });
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
  if (results.length === 1) return results[0] ?? null;
  const exact = results.filter((result) => result.exact);
  return exact.length === 1 ? (exact[0] ?? null) : null;
}

/** Whether several parcels carry what was asked for, so that a small map each helps to tell them apart. */
export function severalParcels(results: Result[]): boolean {
  return results.filter((result) => result.kind === "parcel" && result.id !== null).length > 1;
}
