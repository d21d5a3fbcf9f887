/** Requests to the server: the catalog, and single features over OGC API - Features. */

import type { Feature } from "geojson";
import type { Catalog, Layer } from "./catalog";

/** A request that didn't bring what was asked for; `status` is 0 when the server could not be reached. */
export class RequestFailed extends Error {
  constructor(readonly status: number) {
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

async function fetchJson<T>(url: string, accept: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { Accept: accept }, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailed(0);
  }
  if (!response.ok) throw new RequestFailed(response.status);
  return (await response.json()) as T;
}
