/** Requests to the server: the catalog, and single features over OGC API - Features. */

import type { Feature } from "geojson";
import type { Catalog, Layer } from "./catalog";

/** A request that didn't bring what was asked for; `status` is 0 when the server could not be reached. */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    /** What the server said, in the reader's language (RFC 9457), or null. */
    readonly said: string | null = null,
  ) {
    super(`request failed: ${status}`);
  }
}

export function fetchCatalog(url: string, signal?: AbortSignal): Promise<Catalog> {
  return fetchJson<Catalog>(url, "application/json", signal);
}

export function fetchFeature(layer: Layer, id: string | number, signal?: AbortSignal): Promise<Feature> {
  return fetchJson<Feature>(featureUrl(layer, id, "json"), "application/geo+json", signal);
}

export function featureUrl(layer: Layer, id: string | number, format: "json" | "html"): string {
  return `${layer.items}/${encodeURIComponent(String(id))}?f=${format}`;
}

export async function fetchJson<T>(url: string, accept: string, signal?: AbortSignal, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: accept };
  const request: RequestInit = { headers, signal: signal ?? null };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    Object.assign(request, { method: "POST", body: JSON.stringify(body) });
  }
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailed(0);
  }
  if (!response.ok) throw new RequestFailed(response.status, await problemIn(response));
  return (await response.json()) as T;
}

/** Problem details carry a sentence for people; other answers to failures don't. */
async function problemIn(response: Response): Promise<string | null> {
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) return null;
  try {
    const { title, detail } = (await response.json()) as { title?: string; detail?: string };
    return [title, detail].filter(Boolean).join(" ") || null;
  } catch {
    return null;
  }
}
