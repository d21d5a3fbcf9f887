/** The communes of a place, today's and those before, from the catalog's own layers. */

import type { FeatureCollection, Geometry, Position } from "geojson";
import { fetchJson } from "./api";
import { type Catalog, layerNamed } from "./catalog";

export interface Commune {
  code: string;
  /** With its kind and province: "Phường Trấn Biên, Thành phố Đồng Nai". */
  name: string;
}

/** The commune of that layer in which the place lies; null outside every one, or where the layer isn't there. */
export async function communeAt(
  catalog: Catalog,
  name: "communes" | "former_communes",
  at: Position,
  signal: AbortSignal,
): Promise<Commune | null> {
  const layer = layerNamed(catalog, name);
  if (!layer) return null;
  const [x = 0, y = 0] = at;
  const box = [x - 1e-6, y - 1e-6, x + 1e-6, y + 1e-6].map((value) => value.toFixed(7)).join(",");
  const found = await fetchJson<FeatureCollection>(`${layer.items}?bbox=${box}&limit=10&f=json`, "application/geo+json", signal);
  const here = found.features.find((feature) => contains(feature.geometry, at))?.properties;
  return here ? { code: String(here.code ?? ""), name: [here.full_name ?? here.name, here.province].filter(Boolean).join(", ") } : null;
}

export function contains(geometry: Geometry | null, at: Position): boolean {
  if (geometry?.type === "Polygon") return inRings(geometry.coordinates, at);
  if (geometry?.type === "MultiPolygon") return geometry.coordinates.some((rings) => inRings(rings, at));
  return false;
}

/** Crossings of all rings together: a hole's crossings take the place out again. */
function inRings(rings: Position[][], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([x2 = 0, y2 = 0], index) => {
      const [x1 = 0, y1 = 0] = ring[(index + ring.length - 1) % ring.length] ?? [];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    });
  }
  return inside;
}
