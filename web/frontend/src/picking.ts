/** Which features lie under a point, each once: first what people mean, which isn't always what lies on top. */

import type { Map as MapLibreMap, PointLike } from "maplibre-gl";
import type { Catalog, Layer } from "./catalog";
import { isCity } from "./style/city";
import { clickTarget } from "./style/target";

export interface Picked {
  layer: Layer;
  id: number;
  properties: Record<string, unknown>;
}

/** Half the side of the square that a click covers: fingers are wider than pointers. */
const REACH = { mouse: 4, touch: 14 } as const;

export function pick(
  map: MapLibreMap,
  catalog: Catalog,
  visible: ReadonlySet<string>,
  at: { x: number; y: number },
  pointer: keyof typeof REACH,
): Picked[] {
  const reach = REACH[pointer];
  const near: [PointLike, PointLike] = [
    [at.x - reach, at.y - reach],
    [at.x + reach, at.y + reach],
  ];
  // Thin things are found near the click, areas only under it.
  const thin = targets(map, catalog, visible, (layer) => layer.geometry !== "polygon");
  const areas = targets(map, catalog, visible, (layer) => layer.geometry === "polygon");
  const found = [
    ...(thin.size > 0 ? map.queryRenderedFeatures(near, { layers: [...thin.keys()] }) : []),
    ...(areas.size > 0 ? map.queryRenderedFeatures([at.x, at.y], { layers: [...areas.keys()] }) : []),
  ];
  const picked = new Map<string, Picked>();
  for (const feature of found) {
    const layer = thin.get(feature.layer.id) ?? areas.get(feature.layer.id);
    if (!layer || typeof feature.id !== "number") continue;
    const key = `${layer.name}/${feature.id}`;
    if (!picked.has(key)) picked.set(key, { layer, id: feature.id, properties: feature.properties });
  }
  return [...picked.values()].sort((a, b) => rank(a.layer) - rank(b.layer));
}

/** A click on a house means its parcel, whatever plan, house or commune is drawn over or under it. */
function rank(layer: Layer): number {
  if (layer.theme === "administration") return 4;
  if (isCity(layer)) return 3;
  if (layer.geometry !== "polygon") return 0;
  return layer.theme === "land" ? 1 : 2;
}

/** Values of the style's field that are on the screen; compound ones count as each of their parts. */
export function drawnValues(map: MapLibreMap, layer: Layer): Set<string> {
  const { field } = layer.style;
  const target = clickTarget(layer);
  if (!field || !map.getLayer(target)) return new Set();
  const features = map.queryRenderedFeatures({ layers: [target] });
  return new Set(features.flatMap((feature) => String(feature.properties[field] ?? "").split("+")));
}

function targets(
  map: MapLibreMap,
  catalog: Catalog,
  visible: ReadonlySet<string>,
  wanted: (layer: Layer) => boolean,
): Map<string, Layer> {
  const layers = catalog.layers.filter((layer) => visible.has(layer.name) && wanted(layer) && map.getLayer(clickTarget(layer)));
  return new Map(layers.map((layer) => [clickTarget(layer), layer]));
}
