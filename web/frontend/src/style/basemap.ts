/** The quiet basemap from the catalog's own provinces and communes: land, thin borders, names; no outside service. */

import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { Catalog } from "../catalog";
import { layerNamed } from "../catalog";
import { type Language, sayIn } from "../language";
import { NAMED, type NamePlaces } from "./names";
import type { Palette } from "./palette";
import { tileUrl } from "./sources";

const NAMES_OF_COMMUNES_FROM = 10;
const FONT = ["Dothi Map Medium"];
const FONT_ITALIC = ["Dothi Map Medium Italic"];

export function basemapSources(catalog: Catalog, language: Language, names: NamePlaces): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = { "sea-names": { type: "geojson", data: seaNames(language) } };
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
  const layers: LayerSpecification[] = [seaNameLayer(palette)];
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
function seaNameLayer(palette: Palette): LayerSpecification {
  return {
    id: "sea-names",
    type: "symbol",
    source: "sea-names",
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT_ITALIC,
      "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10, 5, ["case", ["get", "sea"], 14, 11.5], 9, 15],
      "text-letter-spacing": ["case", ["get", "sea"], 0.2, 0.02],
      "text-max-width": 14,
      "text-allow-overlap": true,
      "text-ignore-placement": false,
    },
    paint: { "text-color": palette.seaLabel, "text-halo-color": palette.outside, "text-halo-width": 1.2 },
  };
}

function seaNames(language: Language): GeoJSON.FeatureCollection {
  const named = (name: string, sea: boolean, longitude: number, latitude: number): GeoJSON.Feature => ({
    type: "Feature",
    properties: { name, sea },
    geometry: { type: "Point", coordinates: [longitude, latitude] },
  });
  return {
    type: "FeatureCollection",
    features: [
      named(sayIn(language, "hoangSa"), false, 112.0, 16.5),
      named(sayIn(language, "truongSa"), false, 113.5, 9.5),
      named(sayIn(language, "eastSea"), true, 112.6, 13.2),
    ],
  };
}
