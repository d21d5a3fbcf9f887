/** The vector tiles of a layer as a map source. */

import type { SourceSpecification } from "maplibre-gl";
import type { Layer } from "../catalog";

// Beyond this zoom tiles are enlarged: their grid is 4096 steps a side, 7.5 cm at this zoom.
const DEEPEST_TILES = 17;

/** Tiles are fetched by workers, which resolve no relative address. */
export function tileUrl(layer: Layer, origin: string = globalThis.location?.origin ?? ""): string {
  return layer.tiles.startsWith("/") ? origin + layer.tiles : layer.tiles;
}

export function layerSource(layer: Layer): SourceSpecification {
  const source: SourceSpecification = {
    type: "vector",
    tiles: [tileUrl(layer)],
    minzoom: Math.min(layer.min_zoom, DEEPEST_TILES),
    maxzoom: Math.min(layer.max_zoom, DEEPEST_TILES),
  };
  if (layer.bbox) source.bounds = layer.bbox;
  return source;
}
