/** The whole map style as one function of what is shown; the map applies only what differs from before. */

import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { overlap } from "../bounds";
import type { Bbox, Catalog, Layer } from "../catalog";
import type { Language } from "../language";
import { basemapLayers, basemapNames, basemapSources } from "./basemap";
import { buildingLayers, groundLayers, groundNames, isBuildings, isCity, isGround, isRoads, isTrees, roadLayers, roadNames, treeLayers } from "./city";
import { hasFill, labelLayer, overlayLayers, selectionLayers } from "./overlays";
import type { NamePlaces } from "./names";
import { PALETTES, type Scheme } from "./palette";
import { layerSource } from "./sources";

export interface Shown {
  visible: ReadonlySet<string>;
  scheme: Scheme;
  language: Language;
  names: NamePlaces;
  selected: { layer: string; id: number } | null;
  /** What can be seen of the map beside the panel: names of large areas keep inside it. */
  view: Bbox | null;
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
  const overlays = (wanted: (layer: Layer) => boolean): LayerSpecification[] =>
    layers
      .filter((layer) => !isCity(layer) && wanted(layer))
      .flatMap((layer) => overlayLayers(layer, palette, chosenIn(layer), isUnderPlan(layer, layers)));
  return {
    version: 8,
    sources: { ...sources, ...basemapSources(catalog, shown.language, shown.names, shown.view) },
    layers: [
      ...basemapLayers(catalog, palette),
      ...layers.filter(isGround).flatMap((layer) => groundLayers(layer, palette)),
      ...outlinesOfLandOnTop(overlays((layer) => layer.geometry === "polygon"), layers),
      ...layers.filter(isBuildings).flatMap((layer) => buildingLayers(layer, palette)),
      ...layers.filter(isRoads).flatMap((layer) => roadLayers(layer, palette)),
      ...layers.filter(isTrees).flatMap((layer) => treeLayers(layer, palette)),
      ...overlays((layer) => layer.geometry !== "polygon"),
      ...(selected && shown.selected ? selectionLayers(selected, shown.selected.id, palette) : []),
      ...layers
        .filter((layer) => !NAMED_BY_BASEMAP.has(layer.name) && !isCity(layer))
        .flatMap((layer) => labelLayer(layer, palette, isUnderPlan(layer, layers)) ?? []),
      ...layers.filter(isGround).flatMap((layer) => groundNames(layer, palette, isUnder(layer, layers))),
      ...layers.filter(isRoads).flatMap((layer) => roadNames(layer, palette)),
      ...basemapNames(catalog, palette),
    ],
  };
}

/** Whether a plan of the same place is shown: two colours over each other would make a third. */
function isUnderPlan(layer: Layer, shown: Layer[]): boolean {
  return layer.theme === "land" && isUnder(layer, shown);
}

function isUnder(layer: Layer, shown: Layer[]): boolean {
  return shown.some((other) => other.theme === "planning" && other.geometry === "polygon" && hasFill(other) && meet(layer, other));
}

/** Boundaries of parcels are read on the plan's colours too. */
function outlinesOfLandOnTop(drawn: LayerSpecification[], layers: Layer[]): LayerSpecification[] {
  const names = new Set(layers.filter((layer) => layer.theme === "land").map((layer) => `${layer.name}:outline`));
  return [...drawn.filter(({ id }) => !names.has(id)), ...drawn.filter(({ id }) => names.has(id))];
}

function meet({ bbox: a }: Layer, { bbox: b }: Layer): boolean {
  return a !== null && b !== null && overlap(a, b);
}

/** Bottom first: administrative areas, other areas, lines, points; within a kind the catalog's first is on top. */
export function inDrawingOrder(layers: Layer[]): Layer[] {
  const rank = (layer: Layer): number => {
    const first = DRAWN_FIRST.indexOf(layer.name);
    return first >= 0 ? first - DRAWN_FIRST.length : GEOMETRY_ORDER[layer.geometry];
  };
  return [...layers].reverse().sort((a, b) => rank(a) - rank(b));
}
