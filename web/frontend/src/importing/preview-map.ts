/** The product's own map with what is in a file, or with the boxes of where it could be. */

import type { Feature, FeatureCollection } from "geojson";
import { type GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import { fetchCatalog } from "../api";
import type { Bbox } from "../catalog";
import { pageLanguage } from "../language";
import { buildStyle } from "../style/build";
import { NAMED, NamePlaces } from "../style/names";
import { onSchemeChange, pageScheme } from "../theme";
import { controlWords } from "../ui/controls";

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const COLOURS = { light: { line: "#1d4fd7", fill: "#1d4fd7", halo: "#ffffff" }, dark: { line: "#8fb0ff", fill: "#8fb0ff", halo: "#0f151a" } };

export class PreviewMap {
  readonly element = document.createElement("div");
  private map: MapLibreMap | null = null;
  private shown: FeatureCollection = NOTHING;
  private boxes: FeatureCollection = NOTHING;
  private box: Bbox | null = null;
  private chosen = -1;

  constructor() {
    this.element.className = "dt-import-map";
  }

  /** False where the browser draws no maps. */
  async start(layersUrl: string, workerUrl: string): Promise<boolean> {
    if (document.createElement("canvas").getContext("webgl2") === null) return false;
    const catalog = await fetchCatalog(layersUrl);
    setWorkerUrl(new URL(workerUrl, location.href).href);
    const names = new NamePlaces();
    const style = (): ReturnType<typeof buildStyle> =>
      buildStyle(catalog, { visible: new Set(), scheme: pageScheme(), language: pageLanguage(), names, selected: null, view: null });
    const map = new MapLibreMap({
      container: this.element,
      style: style(),
      bounds: catalog.city.bbox,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      maxZoom: 20,
      fadeDuration: 0,
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
      locale: controlWords(),
    });
    map.touchZoomRotate.disableRotation();
    this.map = map;
    Object.assign(globalThis, { dothiImportMap: map });
    map.on("style.load", () => this.draw());
    map.on("dataloading", () => (this.element.dataset.state = "loading"));
    map.on("idle", () => {
      this.element.dataset.state = "idle";
      const renamed = Object.keys(NAMED).filter((layer) => names.read(map, layer));
      if (renamed.length > 0) map.setStyle(style(), { diff: false });
    });
    onSchemeChange(() => map.setStyle(style(), { diff: false }));
    await map.once("style.load");
    return true;
  }

  /** Shows features and goes where they are. */
  show(features: FeatureCollection, bounds: Bbox | null): void {
    [this.shown, this.boxes, this.chosen] = [features, NOTHING, -1];
    this.goTo(bounds);
    this.update();
  }

  /** Shows where the data would lie by each of several systems; the chosen one is drawn stronger. */
  showBoxes(boxes: readonly Bbox[], chosen: number): void {
    this.shown = NOTHING;
    this.boxes = { type: "FeatureCollection", features: boxes.map(rectangle) };
    this.chosen = chosen;
    this.goTo(boxes[chosen] ?? around(boxes));
    this.update();
  }

  resize(): void {
    this.map?.resize();
  }

  private goTo(bounds: Bbox | null): void {
    const same = JSON.stringify(bounds) === JSON.stringify(this.box);
    this.box = bounds;
    if (bounds && !same) this.map?.fitBounds(bounds, { padding: 36, maxZoom: 18, animate: false });
  }

  private update(): void {
    const map = this.map;
    if (!map?.getSource("file")) return;
    map.getSource<GeoJSONSource>("file")?.setData(this.shown);
    map.getSource<GeoJSONSource>("boxes")?.setData(this.boxes);
    map.setPaintProperty("boxes", "line-width", this.boxWidth());
    this.element.dataset.features = String(this.shown.features.length);
    this.element.dataset.boxes = String(this.boxes.features.length);
  }

  private boxWidth(): ["case", ["==", ["id"], number], number, number] {
    return ["case", ["==", ["id"], this.chosen], 4, 2];
  }

  /** After each new style, which knows the catalog alone. */
  private draw(): void {
    const map = this.map;
    if (!map || map.getSource("file")) return;
    const colour = COLOURS[pageScheme()];
    map.addSource("file", { type: "geojson", data: this.shown });
    map.addSource("boxes", { type: "geojson", data: this.boxes });
    map.addLayer({ id: "file-fill", type: "fill", source: "file", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour.fill, "fill-opacity": 0.22 } });
    map.addLayer({ id: "file-line", type: "line", source: "file", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": colour.line, "line-width": 1.6 } });
    map.addLayer({
      id: "file-point", type: "circle", source: "file", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 4.5, "circle-color": colour.fill, "circle-stroke-width": 1.5, "circle-stroke-color": colour.halo },
    });
    map.addLayer({ id: "boxes", type: "line", source: "boxes", layout: { "line-join": "round" }, paint: { "line-color": colour.line, "line-width": this.boxWidth(), "line-dasharray": [2, 1] } });
    this.element.dataset.features = String(this.shown.features.length);
    this.element.dataset.boxes = String(this.boxes.features.length);
    if (this.box) map.fitBounds(this.box, { padding: 36, maxZoom: 18, animate: false });
  }
}

function rectangle([west, south, east, north]: Bbox, id: number): Feature {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return { type: "Feature", id, properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}

function around(boxes: readonly Bbox[]): Bbox | null {
  if (!boxes.length) return null;
  const edge = (side: 0 | 1 | 2 | 3): number[] => boxes.map((box) => box[side]);
  return [Math.min(...edge(0)), Math.min(...edge(1)), Math.max(...edge(2)), Math.max(...edge(3))];
}
