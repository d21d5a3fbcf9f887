/** The quiet basemap from the catalog's own provinces and communes: land, thin borders, names; no outside service. */

import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { Bbox, Catalog } from "../catalog";
import { layerNamed } from "../catalog";
import type { Language } from "../language";
import { seaNames } from "./archipelagos";
import { NAMED, type NamePlaces } from "./names";
import type { Palette } from "./palette";
import { tileUrl } from "./sources";

const NAMES_OF_COMMUNES_FROM = 10;
const FONT = ["Dothi Map Medium"];
const FONT_ITALIC = ["Dothi Map Medium Italic"];

export function basemapSources(
  catalog: Catalog,
  language: Language,
  names: NamePlaces,
  view: Bbox | null,
): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = { "sea-names": { type: "geojson", data: seaNames(language, view) } };
  for (const [name, zoom] of Object.entries(NAMED)) {
    const layer = layerNamed(catalog, name);
    if (!layer) continue;
    sources[`${name}-shapes`] = { type: "vector", tiles: [tileUrl(layer)], minzoom: zoom, maxzoom: zoom };
    sources[`${name}-names`] = { type: "geojson", data: names.points(name) };
  }
  return sources;
}

/** Draws nothing: a source's tiles are fetched only for a layer that wants them. */
function shapes(name: string, minzoom: number): LayerSpecification {
  return {
    id: `${name}-shapes`,
    type: "fill",
    source: `${name}-shapes`,
    "source-layer": name,
    minzoom,
    paint: { "fill-color": "rgba(0, 0, 0, 0)" },
  };
}

export function basemapLayers(catalog: Catalog, palette: Palette): LayerSpecification[] {
  const layers: LayerSpecification[] = [
    { id: "outside", type: "background", paint: { "background-color": palette.outside } },
  ];
  if (layerNamed(catalog, "provinces")) {
    layers.push({
      id: "land",
      type: "fill",
      source: "provinces",
      "source-layer": "provinces",
      paint: { "fill-color": palette.land, "fill-antialias": false },
    });
  }
  if (layerNamed(catalog, "communes")) {
    layers.push({
      id: "commune-borders",
      type: "line",
      source: "communes",
      "source-layer": "communes",
      minzoom: 8,
      paint: {
        "line-color": palette.communeLine,
        "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.3, 12, 0.9, 16, 1.4],
      },
    });
  }
  if (layerNamed(catalog, "provinces")) {
    layers.push({
      id: "province-borders",
      type: "line",
      source: "provinces",
      "source-layer": "provinces",
      paint: {
        "line-color": palette.provinceLine,
        "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 9, 1.1, 14, 2],
      },
    });
  }
  return layers;
}

/** Names lie above every layer. */
export function basemapNames(catalog: Catalog, palette: Palette): LayerSpecification[] {
  const layers: LayerSpecification[] = [islandDots(palette), ...seaNameLayers(palette)];
  if (layerNamed(catalog, "communes")) {
    layers.push(shapes("communes", NAMES_OF_COMMUNES_FROM));
    layers.push({
      id: "commune-names",
      type: "symbol",
      source: "communes-names",
      minzoom: NAMES_OF_COMMUNES_FROM,
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 10, 10.5, 14, 13.5],
        "text-max-width": 7,
        "text-padding": 6,
      },
      paint: { "text-color": palette.quietLabel, "text-halo-color": palette.halo, "text-halo-width": 1.4 },
    });
  }
  if (layerNamed(catalog, "provinces")) {
    layers.push(shapes("provinces", 3));
    layers.push({
      id: "province-names",
      type: "symbol",
      source: "provinces-names",
      minzoom: 4.5,
      maxzoom: 10.5,
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10.5, 9, 15],
        "text-max-width": 6,
        "symbol-sort-key": ["-", 0, ["get", "area"]],
      },
      paint: { "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.5 },
    });
  }
  return layers;
}

/** Hoàng Sa and Trường Sa are named wherever the view reaches them, whatever else is drawn. */
function seaNameLayers(palette: Palette): LayerSpecification[] {
  const paint = { "text-color": palette.seaLabel, "text-halo-color": palette.outside, "text-halo-width": 1.2 };
  const islands: LayerSpecification = {
    id: "island-names",
    type: "symbol",
    source: "sea-names",
    minzoom: 7,
    filter: ["==", ["get", "kind"], "island"],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT_ITALIC,
      "text-size": ["interpolate", ["linear"], ["zoom"], 7, 10.5, 12, 13],
      "text-anchor": "top",
      "text-offset": [0, 0.6],
    },
    paint,
  };
  const names: LayerSpecification = {
    id: "sea-names",
    type: "symbol",
    source: "sea-names",
    filter: ["!=", ["get", "kind"], "island"],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT_ITALIC,
      "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10, 5, ["case", isSea, 14, 11.5], 9, 15],
      "text-letter-spacing": ["case", isSea, 0.2, 0.02],
      "text-max-width": 14,
      "text-allow-overlap": true,
      "text-ignore-placement": false,
    },
    paint,
  };
  return [islands, names];
}

/** A dot for islands too small to be drawn in their own shape at this scale. */
function islandDots(palette: Palette): LayerSpecification {
  return {
    id: "islands",
    type: "circle",
    source: "sea-names",
    minzoom: 4.5,
    maxzoom: 12,
    filter: ["==", ["get", "kind"], "island"],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 4.5, 1.1, 10, 2.4],
      "circle-color": palette.land,
      "circle-stroke-color": palette.provinceLine,
      "circle-stroke-width": 0.8,
    },
  };
}

const isSea: ExpressionSpecification = ["==", ["get", "kind"], "sea"];
