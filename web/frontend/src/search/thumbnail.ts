/** A parcel's outline beside its name: drawn when its row comes into sight. */

import type { Feature } from "geojson";
import { element, svg } from "../dom";
import { outlinePath } from "./outline";

const SIZE = 52;
const MARGIN = 6;

export type LoadFeature = (signal: AbortSignal) => Promise<Feature>;

export function thumbnail(load: LoadFeature, fill: (feature: Feature) => string | null, signal: AbortSignal): HTMLElement {
  const frame = element("span", { class: "dt-thumbnail", "aria-hidden": "true" });
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    void draw(frame, load, fill, signal);
  });
  watch.observe(frame);
  signal.addEventListener("abort", () => watch.disconnect());
  return frame;
}

async function draw(
  frame: HTMLElement,
  load: LoadFeature,
  fill: (feature: Feature) => string | null,
  signal: AbortSignal,
): Promise<void> {
  try {
    const feature = await load(signal);
    const d = outlinePath(feature.geometry, SIZE, MARGIN);
    if (!d) return;
    const shape = svg("path", { d, "fill-rule": "evenodd", "stroke-linejoin": "round" });
    shape.style.fill = fill(feature) ?? "";
    frame.replaceChildren(svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, width: SIZE, height: SIZE }, shape));
  } catch {
    // The drawing is an aid: its row says everything without it.
  }
}
