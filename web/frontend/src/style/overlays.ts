/** Catalog layers as map layers: colours by class, outlines, labels, and the outline of what was chosen. */

import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
} from "maplibre-gl";
import type { Layer } from "../catalog";
import { isParcels } from "../parcel/name";
import type { Palette } from "./palette";
import { clickTarget } from "./target";

type Colour = DataDrivenPropertyValueSpecification<string>;

const NOTHING = "rgba(0, 0, 0, 0)";
/** The share of their opacity that areas keep where a plan of the same place is shown. */
const UNDER_PLAN = 0.4;
/**
 * `chosen` is the id of the chosen feature of this layer, or null. `underPlan`: the colours of a plan lie over these
 * areas, whose own step back.
 */
export function overlayLayers(layer: Layer, palette: Palette, chosen: number | null, underPlan = false): LayerSpecification[] {
  const common = { source: layer.name, "source-layer": layer.name, minzoom: layer.min_zoom };
  const style = layer.style.default;
  const width = style.width ?? 1;
  const stroke = classColour(layer, "stroke", style.stroke ?? "#5d6670");
  if (layer.geometry === "point") return [pointLayer(layer, common, palette)];
  if (layer.geometry === "line") {
    return [
      {
        id: clickTarget(layer),
        type: "line",
        ...common,
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": stroke, "line-width": growing(layer.min_zoom, width), "line-opacity": style.opacity ?? 1 },
      },
    ];
  }
  return [
    {
      id: clickTarget(layer),
      type: "fill",
      ...common,
      paint: {
        "fill-color": hasFill(layer) ? classColour(layer, "fill", style.fill ?? NOTHING) : NOTHING,
        "fill-opacity": steppedBack(hasFill(layer) ? (style.opacity ?? 0.7) * palette.areaOpacity * (underPlan ? UNDER_PLAN : 1) : 1, palette, chosen),
        "fill-antialias": false,
      },
    },
    {
      id: `${layer.name}:outline`,
      type: "line",
      ...common,
      layout: { "line-join": "round" },
      paint: {
        "line-color": hasFill(layer) ? (palette.areaLine ?? stroke) : stroke,
        "line-width": hasFill(layer) ? growing(layer.min_zoom, width) : border(width),
        "line-opacity": hasFill(layer) ? appearing(layer.min_zoom + (underPlan ? 2 : 0), palette, chosen) : steppedBack(palette.borderOpacity, palette, chosen),
      },
    },
  ];
}

export function hasFill(layer: Layer): boolean {
  if (layer.style.default.opacity === 0) return false;
  return Boolean(layer.style.default.fill) || layer.style.classes.some((one) => Boolean(one.fill));
}

/** Labels lie above all layers; numbers of parcels appear where there is room for them. */
export function labelLayer(layer: Layer, palette: Palette, underPlan = false): LayerSpecification | null {
  const text = labelText(layer);
  if (!text) return null;
  const from = labelsFrom(layer);
  const onColour = hasFill(layer) && layer.geometry === "polygon" && !underPlan;
  return {
    id: `${layer.name}:label`,
    type: "symbol",
    source: layer.name,
    "source-layer": layer.name,
    minzoom: from,
    ...(hasField(layer, "ky_hieu_lo") ? { filter: NO_STREETS } : {}),
    layout: {
      "text-field": text,
      "text-font": ["Dothi Map Medium"],
      "text-size": ["interpolate", ["linear"], ["zoom"], from, 10, from + 3, 14],
      "text-max-width": 8,
      "text-padding": 3,
      "symbol-placement": layer.geometry === "line" ? "line" : "point",
      ...(layer.geometry === "point" ? { "text-offset": [0, 0.9], "text-anchor": "top" as const } : {}),
    },
    paint: {
      "text-color": onColour ? palette.featureLabel : palette.label,
      "text-halo-color": onColour ? palette.featureHalo : palette.halo,
      "text-halo-width": 1.2,
    },
  };
}

/** Lots of a plan that are streets carry the streets' names. */
const NO_STREETS: FilterSpecification = ["!", ["in", "DuongGT", ["to-string", ["get", "chuc_nang"]]]];

function hasField(layer: Layer, name: string): boolean {
  return layer.fields.some((field) => field.name === name);
}

/** Lots of a plan go by their symbol, parcels by their number and, from near, what they are for. */
function labelText(layer: Layer): ExpressionSpecification | null {
  if (!layer.label_field) return null;
  const label: ExpressionSpecification = ["to-string", ["get", layer.label_field]];
  if (hasField(layer, "ky_hieu_lo")) return ["to-string", ["coalesce", ["get", "ky_hieu_lo"], ["get", layer.label_field]]];
  if (!isParcels(layer) || !hasField(layer, "loai_dat")) return label;
  const number: ExpressionSpecification = ["to-string", ["get", "so_thua"]];
  return ["step", ["zoom"], number, 19.5, ["concat", number, "\n", ["to-string", ["get", "loai_dat"]]]];
}

function labelsFrom(layer: Layer): number {
  if (isParcels(layer)) return 18;
  if (layer.geometry !== "polygon") return 18.5;
  if (hasField(layer, "ky_hieu_lo")) return Math.max(layer.min_zoom, 14.5);
  return Math.min(layer.min_zoom + 3.5, 20);
}

/** The chosen feature's outline: a dark line in a light casing reads on every land-use colour. */
export function selectionLayers(layer: Layer, id: number, palette: Palette): LayerSpecification[] {
  const filter: FilterSpecification = ["==", ["id"], id];
  const common = { source: layer.name, "source-layer": layer.name, filter };
  if (layer.geometry === "point") {
    const radius = layer.style.default.radius ?? 4;
    return [
      {
        id: "selection",
        type: "circle",
        ...common,
        paint: {
          "circle-radius": radius + 4,
          "circle-color": NOTHING,
          "circle-stroke-color": palette.selection,
          "circle-stroke-width": 3,
        },
      },
    ];
  }
  const line = (suffix: string, colour: string, width: number): LayerSpecification => ({
    id: `selection${suffix}`,
    type: "line",
    ...common,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": width },
  });
  return [line("-casing", palette.selectionCasing, 7), line("", palette.selection, 3)];
}

function pointLayer(
  layer: Layer,
  common: { source: string; "source-layer": string; minzoom: number },
  palette: Palette,
): LayerSpecification {
  const style = layer.style.default;
  const radius = style.radius ?? 4;
  return {
    id: clickTarget(layer),
    type: "circle",
    ...common,
    paint: {
      "circle-color": classColour(layer, "fill", style.fill ?? "#546070"),
      "circle-opacity": style.opacity ?? 1,
      "circle-radius": growing(layer.min_zoom, radius),
      "circle-stroke-color": style.stroke ?? palette.halo,
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], layer.min_zoom + 1, 0, layer.min_zoom + 4, style.width ?? 1],
    },
  };
}

/** The class's colour by the value of the style's field; values without a class take the default. */
function classColour(layer: Layer, part: "fill" | "stroke", otherwise: string): Colour {
  const { field, classes } = layer.style;
  const pairs = classes.flatMap((one) => (one[part] ? [String(one.value), one[part]] : []));
  if (!field || pairs.length === 0) return otherwise;
  return ["match", firstCode(field), ...pairs, otherwise] as unknown as ExpressionSpecification;
}

/** Purposes compound ("ONT+LUC"): the first one gives the colour, the card names them all. */
function firstCode(field: string): ExpressionSpecification {
  const value: ExpressionSpecification = ["to-string", ["get", field]];
  const plus: ExpressionSpecification = ["index-of", "+", value];
  return ["case", [">", plus, 0], ["slice", value, 0, plus], value];
}

/** Outlines of many small areas would darken them where they first appear. */
function appearing(from: number, palette: Palette, chosen: number | null): DataDrivenPropertyValueSpecification<number> {
  const at = (share: number): DataDrivenPropertyValueSpecification<number> => steppedBack(0.85 * share, palette, chosen);
  return ["interpolate", ["linear"], ["zoom"], from, at(0.25), from + 2, at(0.6), from + 4, at(1)] as ExpressionSpecification;
}

/** Thin where features first appear, full size three zooms on. */
function growing(from: number, size: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], from, size * 0.35, from + 3, size, from + 7, size * 1.6];
}

/** Borders without a fill are seen from the whole country down to a street. */
function border(width: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], 4, width * 0.4, 9, width * 0.8, 14, width * 1.6];
}

/** What isn't in focus steps back. */
function steppedBack(
  opacity: number,
  palette: Palette,
  chosen: number | null,
): DataDrivenPropertyValueSpecification<number> {
  if (chosen === null) return opacity;
  return ["case", ["==", ["id"], chosen], opacity, opacity * palette.steppedBack];
}
