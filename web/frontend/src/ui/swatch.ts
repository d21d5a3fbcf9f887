/** The small sample of a layer's or class's colour beside its words. */

import type { GeoJsonProperties } from "geojson";
import type { GeometryKind, Layer, StyleClass } from "../catalog";
import { element } from "../dom";
import { hasFill } from "../style/overlays";

export function layerSwatch(layer: Layer): HTMLElement {
  const { fill, stroke } = layer.style.default;
  if (layer.style.field && layer.style.classes.length > 1) return classesSwatch(layer);
  const only = layer.style.classes[0];
  return swatch(layer.geometry, hasFill(layer) ? (only?.fill ?? fill ?? null) : null, only?.stroke ?? stroke ?? null);
}

export function classSwatch(layer: Layer, one: StyleClass): HTMLElement {
  return swatch(layer.geometry, one.fill, one.stroke ?? layer.style.default.stroke ?? null);
}

export function swatch(kind: GeometryKind, fill: string | null, stroke: string | null): HTMLElement {
  const sample = element("span", { class: `dt-swatch dt-swatch-${kind}`, "aria-hidden": "true" });
  if (fill) sample.style.backgroundColor = kind === "line" ? (stroke ?? fill) : fill;
  else sample.classList.add("dt-swatch-hollow");
  if (stroke) sample.style.borderColor = stroke;
  return sample;
}

/** A layer of many classes shows four of its colours, taken from all along the list. */
function classesSwatch(layer: Layer): HTMLElement {
  const sample = element("span", { class: `dt-swatch dt-swatch-${layer.geometry} dt-swatch-classes`, "aria-hidden": "true" });
  const fills = [...new Set(layer.style.classes.map((one) => one.fill))];
  for (const share of [0.2, 0.45, 0.7, 0.95]) {
    const part = element("span");
    part.style.backgroundColor = fills[Math.floor(share * fills.length)] ?? "";
    sample.append(part);
  }
  return sample;
}

/** The colour in which a feature is drawn, for small drawings of it. */
export function classColourOf(layer: Layer, properties: GeoJsonProperties): string | null {
  const value = layer.style.field ? String(properties?.[layer.style.field] ?? "") : "";
  const code = value.split("+")[0];
  return layer.style.classes.find((one) => String(one.value) === code)?.fill ?? layer.style.default.fill ?? null;
}
