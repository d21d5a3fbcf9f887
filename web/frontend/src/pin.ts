/** The one mark on the map for a place that is no feature. */

import { type Map as MapLibreMap, Marker } from "maplibre-gl";
import { svg } from "./dom";

export class Pin {
  private marker: Marker | null = null;
  /** Longitude and latitude, or null while nothing is marked. */
  at: [number, number] | null = null;

  constructor(private readonly map: MapLibreMap) {}

  set(at: [number, number]): void {
    this.clear();
    this.at = at;
    this.marker = new Marker({ element: drawing(), anchor: "bottom" }).setLngLat(at).addTo(this.map);
  }

  clear(): void {
    this.marker?.remove();
    this.marker = null;
    this.at = null;
  }
}

function drawing(): HTMLElement {
  const shape = svg("path", { d: "M16 40S3 27 3 16a13 13 0 0 1 26 0c0 11-13 24-13 24Z" });
  const hole = svg("circle", { cx: 16, cy: 16, r: 5 });
  const node = document.createElement("div");
  node.className = "dt-pin";
  node.append(svg("svg", { viewBox: "0 0 32 42", width: 32, height: 42, "aria-hidden": "true" }, shape, hole));
  return node;
}
