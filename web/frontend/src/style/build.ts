/** The whole map style as one function of what is shown; the map applies only what differs from before. */

import type { StyleSpecification } from "maplibre-gl";
import type { Catalog, Layer } from "../catalog";
import type { Language } from "../language";
import { basemapLayers, basemapNames, basemapSources } from "./basemap";
import { labelLayer, overlayLayers, selectionLayers } from "./overlays";
import type { NamePlaces } from "./names";
import { PALETTES, type Scheme } from "./palette";
import { layerSource } from "./sources";

export interface Shown {
  visible: ReadonlySet<string>;
  scheme: Scheme;
  language: Language;
  names: NamePlaces;
  selected: { layer: string; id: number } | null;
}

const DRAWN_FIRST = ["provinces", "communes"];
const NAMED_BY_BASEMAP = new Set(DRAWN_FIRST);
const GEOMETRY_ORDER = { polygon: 0, line: 1, point: 2 } as const;

export function buildStyle(catalog: Catalog, shown: Shown): StyleSpecification {
  const palette = PALETTES[shown.scheme];
  const layers = inDrawingOrder(catalog.layers).filter((layer) => shown.visible.has(layer.name));
  const chosenIn = (layer: Layer): number | null => (shown.selected?.layer === layer.name ? shown.selected.id : null);
  const selected = layers.find((layer) => layer.name === shown.selected?.layer);
  const sources = Object.fromEntries(catalog.layers.map((layer) => [layer.name, layerSource(layer)]));
  return {
    version: 8,
    sources: { ...sources, ...basemapSources(catalog, shown.language, shown.names) },
    layers: [
      ...basemapLayers(catalog, palette),
      ...layers.flatMap((layer) => overlayLayers(layer, palette, chosenIn(layer))),
      ...(selected && shown.selected ? selectionLayers(selected, shown.selected.id, palette) : []),
      ...layers
        .filter((layer) => !NAMED_BY_BASEMAP.has(layer.name))
        .flatMap((layer) => labelLayer(layer, palette) ?? []),
      ...basemapNames(catalog, palette),
    ],
  };
}

/** Bottom first: administrative areas, other polygons, lines, points; within a kind the catalog's first is on top. */
export function inDrawingOrder(layers: Layer[]): Layer[] {
  const rank = (layer: Layer): number => {
    const first = DRAWN_FIRST.indexOf(layer.name);
    return first >= 0 ? first - DRAWN_FIRST.length : GEOMETRY_ORDER[layer.geometry];
  };
  return [...layers].reverse().sort((a, b) => rank(a) - rank(b));
}
