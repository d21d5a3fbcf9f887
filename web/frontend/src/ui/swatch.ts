/** The small sample of a layer's or class's colour beside its words. */

import type { GeometryKind, Layer, StyleClass } from "../catalog";
import { element } from "../dom";

export function layerSwatch(layer: Layer): HTMLElement {
  const { fill, stroke } = layer.style.default;
  if (layer.style.field && layer.style.classes.length > 1) return classesSwatch(layer);
  const only = layer.style.classes[0];
  return swatch(layer.geometry, only?.fill ?? fill ?? null, only?.stroke ?? stroke ?? null);
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

/** A layer of many classes shows its first four colours. */
function classesSwatch(layer: Layer): HTMLElement {
  const sample = element("span", { class: `dt-swatch dt-swatch-${layer.geometry} dt-swatch-classes`, "aria-hidden": "true" });
  for (const one of layer.style.classes.slice(0, 4)) {
    const part = element("span");
    part.style.backgroundColor = one.fill;
    sample.append(part);
  }
  return sample;
}
