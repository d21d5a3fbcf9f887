/** The line at the map's foot: scale, pointer coordinates, and whose data this is. */

import { type Map as MapLibreMap, ScaleControl } from "maplibre-gl";
import type { Layer } from "../catalog";
import { element } from "../dom";
import { pageLanguage, say } from "../language";
import { formatPosition } from "../values";

export class MapFooter {
  private readonly sources = element("div", { class: "dt-sources-text" });
  private readonly details = element("details", { class: "dt-sources" }, element("summary", {}, say("sources")), this.sources);

  constructor(root: HTMLElement, map: MapLibreMap) {
    const scale = new ScaleControl({ unit: "metric", maxWidth: 110 }).onAdd(map);
    root.replaceChildren(element("div", { class: "dt-scale" }, scale), coordinates(map), this.details);
    const wide = globalThis.matchMedia("(min-width: 901px)");
    this.details.open = wide.matches;
    wide.addEventListener("change", () => (this.details.open = wide.matches));
  }

  /** The sources of what is in view, each once with its licence. */
  name(layers: Layer[]): void {
    const seen = new Map<string, HTMLElement>();
    for (const { attribution, licence } of layers) {
      const key = `${attribution}|${licence?.title ?? ""}`;
      if (seen.has(key) || !(attribution || licence?.title)) continue;
      const terms = licence?.url ? element("a", { href: licence.url, rel: "license" }, licence.title) : (licence?.title ?? null);
      seen.set(key, element("span", {}, attribution, attribution && terms ? " · " : null, terms));
    }
    this.sources.replaceChildren(...seen.values());
  }
}

function coordinates(map: MapLibreMap): HTMLElement {
  const output = element("output", { class: "dt-coordinates", title: say("coordinates"), "aria-label": say("coordinates") });
  const write = (longitude: number, latitude: number): void => {
    output.textContent = formatPosition(longitude, latitude, pageLanguage());
  };
  const centre = map.getCenter();
  write(centre.lng, centre.lat);
  map.on("mousemove", (event) => write(event.lngLat.lng, event.lngLat.lat));
  map.on("moveend", () => {
    if (globalThis.matchMedia("(hover: none)").matches) write(map.getCenter().lng, map.getCenter().lat);
  });
  return output;
}
