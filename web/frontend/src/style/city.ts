/**
 * The city's ground from its own layers: water, green, buildings, roads. Quiet, so that land use and planning speak;
 * still layers like all others, which can be clicked, chosen and switched off.
 */

import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { Layer } from "../catalog";
import type { Palette } from "./palette";
import { clickTarget } from "./target";

const FONT = ["Dothi Map Medium"];
const FONT_ITALIC = ["Dothi Map Medium Italic"];
/** Metres a pixel of MapLibre's 512 px tiles at zoom 0 on Vietnam's latitudes. */
const METRES_A_PIXEL = 78_271.5 * Math.cos((12 * Math.PI) / 180);
/** A street of which only the line is known. */
const USUAL_WIDTH = 8;
/** A tree of which only the place is known. */
const USUAL_CROWN = 4;

const GROUND = ["parks", "cemeteries", "water_surfaces", "river", "rivers"];

/** Layers that are drawn as the ground of the map, under land use and planning. */
export function isGround(layer: Layer): boolean {
  return GROUND.includes(layer.name) && layer.geometry === "polygon";
}

/** Layers that are drawn over land use and planning, but quietly. */
export function isCity(layer: Layer): boolean {
  return isGround(layer) || isBuildings(layer) || isRoads(layer) || isTrees(layer);
}

/** Thousands of crowns along the streets: seen from near, in the size they have. */
export function isTrees(layer: Layer): boolean {
  return layer.theme === "trees" && layer.geometry === "point" && layer.style.field === null;
}

export function isBuildings(layer: Layer): boolean {
  return layer.name === "buildings" && layer.geometry === "polygon";
}

export function isRoads(layer: Layer): boolean {
  return layer.name === "roads" && layer.geometry === "line";
}

interface Common {
  source: string;
  "source-layer": string;
  minzoom: number;
}

function common(layer: Layer, atLeast = 0): Common {
  return { source: layer.name, "source-layer": layer.name, minzoom: Math.max(layer.min_zoom, atLeast) };
}

export function groundLayers(layer: Layer, palette: Palette): LayerSpecification[] {
  const isWater = layer.name !== "parks" && layer.name !== "cemeteries";
  const fill = isWater ? palette.water : layer.name === "parks" ? palette.green : palette.cemetery;
  const body: LayerSpecification = { id: clickTarget(layer), type: "fill", ...common(layer), paint: { "fill-color": fill } };
  if (!isWater) return [body];
  const shore: LayerSpecification = {
    id: `${layer.name}:outline`,
    type: "line",
    ...common(layer, 13),
    paint: { "line-color": palette.waterLine, "line-width": ["interpolate", ["linear"], ["zoom"], 13, 0.4, 17, 1.2] },
  };
  return [body, shore];
}

export function buildingLayers(layer: Layer, palette: Palette): LayerSpecification[] {
  return [
    {
      id: clickTarget(layer),
      type: "fill",
      ...common(layer, 14),
      paint: {
        "fill-color": palette.building,
        "fill-antialias": false,
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 14, 0.25, 15.5, 1],
      },
    },
    {
      id: `${layer.name}:outline`,
      type: "line",
      ...common(layer, 16),
      paint: {
        "line-color": palette.buildingLine,
        "line-width": ["interpolate", ["linear"], ["zoom"], 16, 0.3, 19, 1],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 16, 0.3, 17.5, 1],
      },
    },
  ];
}

export function treeLayers(layer: Layer, palette: Palette): LayerSpecification[] {
  const metres: ExpressionSpecification = ["to-number", ["coalesce", ["get", "crown_m"], USUAL_CROWN], USUAL_CROWN];
  const crown = (zoom: number): ExpressionSpecification => ["/", ["*", metres, 2 ** zoom / METRES_A_PIXEL], 2];
  return [
    {
      id: clickTarget(layer),
      type: "circle",
      ...common(layer, 14.5),
      paint: {
        "circle-color": palette.tree,
        "circle-opacity": ["interpolate", ["linear"], ["zoom"], 14.5, 0.35, 17, 0.55],
        "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 14.5, 0.9, 17, ["max", 1.6, crown(17)], 22, crown(22)],
        "circle-stroke-color": palette.treeLine,
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 17, 0, 18.5, 0.8],
        "circle-stroke-opacity": 0.7,
      },
    },
  ];
}

/** From the edge inwards: a dark rim, the roadside up to the right of way, the carriageway. */
export function roadLayers(layer: Layer, palette: Palette): LayerSpecification[] {
  const layout = { "line-cap": "round", "line-join": "round", "line-sort-key": rank } as const;
  const line = (suffix: string, atLeast: number, colour: string | ExpressionSpecification, width: ExpressionSpecification): LayerSpecification => ({
    id: suffix ? `${layer.name}:${suffix}` : clickTarget(layer),
    type: "line",
    ...common(layer, atLeast),
    layout,
    paint: { "line-color": colour, "line-width": width },
  });
  const surface: ExpressionSpecification = ["match", rank, 3, palette.roadMajor, palette.road];
  return [
    line("rim", 12.5, palette.roadCasing, inPixels(rightOfWay, 1.2)),
    line("roadside", 15.5, palette.roadside, inPixels(rightOfWay, 0)),
    line("", 0, surface, inPixels(carriageway, 0)),
  ];
}

/** Widths in metres, between which a street without a known class counts as a main one, a middle one, or a lane. */
const MAIN = 24;
const MIDDLE = 11;

const rightOfWay: ExpressionSpecification = ["to-number", ["coalesce", ["get", "width_m"], ["get", "carriageway_m"], USUAL_WIDTH], USUAL_WIDTH];
/** 3 leads through the city, 2 through a quarter, 1 to the houses, 0 behind them: by class, or else by width. */
const rank: ExpressionSpecification = [
  "match",
  ["downcase", ["to-string", ["get", "road_class"]]],
  ["main", "trục chính", "đường trục chính", "quốc lộ", "đường tỉnh", "cao tốc"],
  3,
  ["district", "đường khu vực", "đường liên khu vực", "đường chính khu vực"],
  2,
  ["street", "đường phố", "đường phân khu vực"],
  1,
  ["alley", "track", "hẻm", "ngõ", "ngách", "đường nội đồng", "lối đi"],
  0,
  ["step", rightOfWay, 0, 6, 1, MIDDLE, 2, MAIN, 3],
];
const carriageway: ExpressionSpecification = ["to-number", ["coalesce", ["get", "carriageway_m"], ["*", 0.7, rightOfWay]], USUAL_WIDTH];

/** True to scale from zoom 16 on; before that, wide enough to be seen, main streets more than lanes. */
function inPixels(width: ExpressionSpecification, rim: number): ExpressionSpecification {
  const trueSize = (zoom: number): ExpressionSpecification => ["*", width, 2 ** zoom / METRES_A_PIXEL];
  const byRank = (main: number, middle: number, small: number, lane: number): ExpressionSpecification => ["match", rank, 3, main, 2, middle, 1, small, lane];
  const edged = (size: ExpressionSpecification): ExpressionSpecification => ["+", rim, size];
  return [
    "interpolate",
    ["exponential", 2],
    ["zoom"],
    11,
    edged(byRank(1.2, 0.6, 0.1, 0)),
    13,
    edged(byRank(2.6, 1.5, 0.6, 0.2)),
    15,
    edged(["max", trueSize(15), byRank(4.5, 3, 1.8, 0.8)]),
    16.5,
    edged(["max", trueSize(16.5), byRank(6, 4, 3, 1.4)]),
    22,
    edged(trueSize(22)),
  ];
}

/** Names along the street: main streets first, lanes where there is room. */
export function roadNames(layer: Layer, palette: Palette): LayerSpecification[] {
  const named = (suffix: string, minzoom: number, filter: FilterSpecification, size: [number, number]): LayerSpecification => ({
    id: `${layer.name}:${suffix}`,
    type: "symbol",
    ...common(layer, minzoom),
    filter,
    layout: {
      "text-field": ["to-string", ["get", layer.label_field ?? "name"]],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], minzoom, size[0], 19, size[1]],
      "symbol-placement": "line",
      "symbol-spacing": 320,
      "symbol-sort-key": ["-", 0, rank],
      "text-max-angle": 35,
      "text-padding": 4,
      "text-letter-spacing": 0.02,
    },
    paint: { "text-color": palette.roadLabel, "text-halo-color": palette.road, "text-halo-width": 1.3 },
  });
  return [
    named("names", 14, [">=", rank, 2], [11, 15]),
    named("lane-names", 15.5, ["<", rank, 2], [10.5, 13.5]),
  ];
}

/** `underPlan`: the names lie on a plan's colours. */
export function groundNames(layer: Layer, palette: Palette, underPlan: boolean): LayerSpecification[] {
  if (!layer.label_field) return [];
  const isWater = layer.name !== "parks" && layer.name !== "cemeteries";
  return [
    {
      id: `${layer.name}:label`,
      type: "symbol",
      ...common(layer, 14.5),
      layout: {
        "text-field": ["to-string", ["get", layer.label_field]],
        "text-font": isWater ? FONT_ITALIC : FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 14, 10.5, 18, 13.5],
        "text-max-width": 8,
        // A river is cut into tiles, each of which would name it.
        "text-padding": isWater ? 90 : 12,
      },
      paint: {
        "text-color": underPlan ? palette.featureLabel : isWater ? palette.waterLabel : palette.greenLabel,
        "text-halo-color": underPlan ? palette.featureHalo : isWater ? palette.water : palette.green,
        "text-halo-width": 1.1,
      },
    },
  ];
}
