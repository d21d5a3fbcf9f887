/** Ties map, panel, address and requests together. What is shown is one state; style, list and address follow it. */

import type { LngLat, Map as MapLibreMap } from "maplibre-gl";
import { fetchFeature } from "./api";
import { type Bbox, type Catalog, type Layer, layerNamed } from "./catalog";
import { Detail } from "./detail";
import { overlap } from "./bounds";
import { formatHash, type HashState } from "./hash";
import { pageLanguage, say, title } from "./language";
import { drawnValues, type Picked, pick } from "./picking";
import { Pin } from "./pin";
import { SearchBox } from "./search/box";
import { nameOf, type Result } from "./search/contract";
import { headingOf } from "./search/suggestions";
import { buildStyle } from "./style/build";
import { NAMED, NamePlaces } from "./style/names";
import type { Scheme } from "./style/palette";
import { addControls } from "./ui/controls";
import type { Neighbour, Place } from "./ui/card-parts";
import { featureName } from "./ui/feature-card";
import { MapFooter } from "./ui/footer";
import { type LayerList, layerList } from "./ui/layer-list";
import { Notices, skeleton } from "./ui/notice";
import { Panel } from "./ui/panel";
import { listHere, placeCard } from "./ui/place-card";
import { classColourOf } from "./ui/swatch";
import { formatPosition } from "./values";

export interface Addresses {
  search_url: string;
  processes_url: string;
}

export interface Places {
  search: HTMLElement;
  panel: HTMLElement;
  notices: HTMLElement;
  footer: HTMLElement;
  badge: HTMLElement;
  announcer: HTMLElement;
}

/** What a search led to, and what is said of it on its card. */
interface Found {
  result: Result;
  note: string;
}

const BASEMAP = ["provinces", "communes"];
/** Hoàng Sa and Trường Sa: where the view reaches it, their names follow the view. */
const EAST_SEA: Bbox = [110.5, 6, 118.5, 18];
const NEAR = 18.2;

export class Application {
  private readonly visible: Set<string>;
  private selected: { layer: string; id: number } | null = null;
  private readonly names = new NamePlaces();
  private readonly pin: Pin;
  private readonly search: SearchBox;
  private readonly detail: Detail;
  private readonly panel: Panel;
  private readonly list: LayerList;
  private readonly footer: MapFooter;
  private readonly notices: Notices;

  constructor(
    private readonly map: MapLibreMap,
    private readonly catalog: Catalog,
    private readonly places: Places,
    addresses: Addresses,
    private scheme: Scheme,
    start: HashState,
  ) {
    this.visible = new Set(startLayers(catalog, start));
    this.notices = new Notices(places.notices);
    this.panel = new Panel(
      places.panel,
      () => this.deselect(),
      () => map.getCanvas().focus(),
    );
    this.pin = new Pin(map);
    this.detail = new Detail(catalog, addresses.processes_url, this.panel);
    this.search = new SearchBox(places.search, addresses.search_url, {
      choose: (result, by, message) => this.goTo(result, by, message),
      clear: () => this.pin.at && this.showLayersOrNothing(),
      loadFeature: (name, id, signal) => fetchFeature(this.layer(name), id, signal),
      colourOf: (name, feature) => classColourOf(this.layer(name), feature.properties),
    });
    this.list = layerList(catalog, {
      toggle: (layer, on) => this.toggle(layer, on),
      zoomTo: (layer) => this.zoomToLayer(layer),
    });
    this.footer = new MapFooter(places.footer, map);
    this.panel.onOpen(() => this.showLayers());
    addControls(
      map,
      title(catalog.city.name),
      () => this.fit(catalog.city.bbox),
      () => this.notices.say(say("locateRefused"), { seconds: 6 }),
    );
    this.listen();
    if (!this.panel.isPhone) this.showLayers();
    else this.panel.close();
    this.refresh();
    const chosen = start.at && layerNamed(catalog, start.at.layer);
    if (chosen && start.at) this.select({ layer: chosen, id: Number(start.at.id), properties: {} }, null, [], null, start.view === null);
    else if (start.pin) this.showPlace(placeAt(start.pin));
  }

  setScheme(scheme: Scheme): void {
    this.scheme = scheme;
    this.refresh();
  }

  /** The style of what is shown now. */
  private refresh(): void {
    const { names, visible, scheme, selected } = this;
    const shown = { names, visible, scheme, selected, language: pageLanguage(), view: this.viewOfTheSea() };
    this.map.setStyle(buildStyle(this.catalog, shown), { diff: true });
    this.writeAddress();
    this.describeView();
  }

  private listen(): void {
    this.map.on("click", (event) => {
      const touch = (event.originalEvent as PointerEvent).pointerType === "touch";
      this.read(event.point, event.lngLat, touch ? "touch" : "mouse");
    });
    this.map.on("mousemove", (event) => {
      const over = pick(this.map, this.catalog, this.visible, event.point, "mouse");
      this.map.getCanvas().style.cursor = over.length > 0 ? "pointer" : "";
    });
    this.map.on("moveend", () => {
      if (this.viewOfTheSea()) return this.refresh();
      this.writeAddress();
      this.describeView();
    });
    this.map.on("idle", () => this.describeDrawn());
    this.map.on("error", (event) => this.tileFailed((event as unknown as { sourceId?: string }).sourceId));
    this.map.getCanvas().addEventListener("keydown", (event) => this.onKey(event));
    globalThis.addEventListener("offline", () => this.notices.say(say("offline")));
    globalThis.addEventListener("online", () => this.notices.clear());
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && (this.selected || this.pin.at)) this.showLayersOrNothing();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const centre = this.map.getCenter();
    if (this.read(this.map.project(centre), centre, "touch")) this.panel.focus();
    else this.places.announcer.textContent = say("nothingAtCentre");
  }

  private read(point: { x: number; y: number }, at: LngLat, pointer: "mouse" | "touch"): boolean {
    const found = pick(this.map, this.catalog, this.visible, point, pointer);
    const [first, ...others] = found;
    if (!first) {
      if (this.selected || this.pin.at) this.showLayersOrNothing();
      return false;
    }
    this.select(first, { longitude: at.lng, latitude: at.lat }, others);
    return true;
  }

  /** What was found is flown to, chosen and told about. */
  private goTo(result: Result, by: "keyboard" | "pointer", message: string): void {
    const layer = result.layer ? layerNamed(this.catalog, result.layer) : undefined;
    if (layer && result.id !== null) this.select({ layer, id: result.id, properties: {} }, null, [], { result, note: noteOn(result, message) });
    else this.showPlace(result, message);
    if (by === "keyboard") this.panel.focus();
  }

  private select(picked: Picked, place: Place | null, others: Picked[], found: Found | null = null, linked = false): void {
    const { layer, id } = picked;
    this.selected = { layer: layer.name, id };
    this.visible.add(layer.name);
    this.pin.clear();
    if (!found) this.search.show("");
    const name = found ? nameOf(found.result) : featureName(layer, picked.properties, id);
    this.panel.show({
      kind: title(layer.title),
      heading: name,
      body: skeleton(say("loadingFeature"), 5),
      onBack: () => this.backToLayers(),
    });
    this.places.announcer.textContent = `${title(layer.title)}: ${name}`;
    this.refresh();
    // What has no extent yet is flown to when its shape is known.
    if (found?.result.bbox) this.flyTo(found.result, layer.min_zoom);
    else if (place) this.keepInSight(place);
    const neighbours = this.neighbours(others, (other) => this.select(other, place, [picked, ...others.filter((one) => one !== other)]));
    void this.detail.load(layer, id, place, neighbours, {
      zoomTo: (bounds) => this.fit(bounds),
      copyLink: copyAddress,
      note: found?.note ?? "",
      retry: () => this.select(picked, place, others, found, linked),
      loaded: (own, bounds) => {
        this.panel.rename(own);
        if (place) this.keepInSight(place);
        else if (bounds && (found ? !found.result.bbox : linked || !this.holds(bounds))) this.fit(bounds, layer.min_zoom);
      },
    });
  }

  private neighbours(others: Picked[], choose: (other: Picked) => void): Neighbour[] {
    return others.map((other) => ({
      layer: other.layer,
      id: other.id,
      name: featureName(other.layer, other.properties, other.id),
      choose: () => choose(other),
    }));
  }

  /** A place that is no feature of a layer: marked, and what lies there is listed. */
  private showPlace(result: Result, message = ""): void {
    this.deselect();
    if (result.point) this.pin.set(result.point);
    const card = placeCard(result, message, { zoomTo: () => this.flyTo(result), copyLink: copyAddress });
    this.panel.show({ kind: say(headingOf(result.kind)), heading: nameOf(result), body: card.node, onBack: () => this.backToLayers() });
    this.places.announcer.textContent = `${say(headingOf(result.kind))}: ${nameOf(result)}`;
    this.refresh();
    this.flyTo(result);
    const { point } = result;
    if (!point) return;
    void this.map.once("idle").then(() => {
      const here = pick(this.map, this.catalog, this.visible, this.map.project(point), "mouse");
      listHere(card, this.neighbours(here, (one) => this.select(one, { longitude: point[0], latitude: point[1] }, here.filter((other) => other !== one))));
    });
  }

  private flyTo(result: Result, atLeast = 0): void {
    const { point, bbox } = result;
    if (bbox && (bbox[0] < bbox[2] || bbox[1] < bbox[3])) return this.fit(bbox, atLeast);
    if (!point) return;
    const { left, right, top, bottom } = this.panel.padding();
    const offset: [number, number] = [(left - right) / 2, (top - bottom) / 2];
    this.map.flyTo({ center: point, zoom: Math.max(this.map.getZoom(), NEAR, atLeast), offset, maxDuration: 1800 });
  }

  private deselect(): void {
    if (!this.selected && !this.pin.at) return;
    this.detail.abort();
    this.selected = null;
    this.pin.clear();
    this.refresh();
  }

  private showLayers(): void {
    this.panel.show({ kind: null, heading: say("layers"), body: this.list.node, onBack: null });
    this.describeView();
  }

  private backToLayers(): void {
    this.showLayers();
    this.deselect();
  }

  /** On a desk the layers come back; on a phone the map gets its room back. */
  private showLayersOrNothing(): void {
    if (this.panel.isPhone) this.panel.close();
    else this.backToLayers();
  }

  private toggle(layer: Layer, on: boolean): void {
    if (on) this.visible.add(layer.name);
    else this.visible.delete(layer.name);
    if (!on && this.selected?.layer === layer.name) this.selected = null;
    this.refresh();
  }

  private zoomToLayer(layer: Layer): void {
    this.visible.add(layer.name);
    this.refresh();
    if (layer.bbox) this.fit(layer.bbox, layer.min_zoom);
    if (this.panel.isPhone) this.panel.close();
  }

  /** Never so far out that the layer isn't drawn. */
  private fit(box: Bbox, atLeast = 0): void {
    const camera = this.map.cameraForBounds(box, { padding: this.panel.padding(), maxZoom: 18.5 });
    if (!camera) return;
    const zoom = Math.max(camera.zoom ?? 0, atLeast);
    this.map.flyTo({ ...camera, zoom, maxDuration: 1800 });
  }

  /** What was clicked must not lie under the panel that tells about it. */
  private keepInSight(place: Place): void {
    const point = this.map.project([place.longitude, place.latitude]);
    const { left, bottom } = this.panel.padding();
    const { clientHeight } = this.map.getContainer();
    const x = this.panel.isPhone ? 0 : Math.min(0, point.x - left);
    const y = this.panel.isPhone ? Math.max(0, point.y - (clientHeight - bottom)) : 0;
    if (x || y) this.map.panBy([x, y], { duration: 250 });
  }

  private holds([west, south, east, north]: Bbox): boolean {
    const bounds = this.map.getBounds();
    return bounds.contains([west, south]) && bounds.contains([east, north]);
  }

  /** The part of the map beside the panel, if it reaches the archipelagos. */
  private viewOfTheSea(): Bbox | null {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { left, bottom } = this.panel.padding();
    const [southWest, northEast] = [this.map.unproject([left - 40, clientHeight - bottom + 50]), this.map.unproject([clientWidth, 0])];
    const view: Bbox = [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
    return overlap(view, EAST_SEA) ? view : null;
  }

  private layer(name: string): Layer {
    const layer = layerNamed(this.catalog, name);
    if (!layer) throw new Error(`no layer ${name}`);
    return layer;
  }

  private writeAddress(): void {
    const centre = this.map.getCenter();
    const hash = formatHash({
      view: { zoom: this.map.getZoom(), latitude: centre.lat, longitude: centre.lng },
      layers: this.catalog.layers.filter((layer) => this.visible.has(layer.name)).map((layer) => layer.name),
      at: this.selected ? { layer: this.selected.layer, id: String(this.selected.id) } : null,
      pin: this.pin.at,
    });
    globalThis.history.replaceState(null, "", hash);
  }

  private describeView(): void {
    const bounds = this.map.getBounds();
    const view: Bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    this.list.update(this.visible, this.map.getZoom(), view);
    const drawn = this.catalog.layers.filter(
      (layer) => (this.visible.has(layer.name) || BASEMAP.includes(layer.name)) && inView(layer, view, this.map.getZoom()),
    );
    this.footer.name(drawn);
    this.places.badge.hidden = !drawn.some((layer) => layer.synthetic);
  }

  private describeDrawn(): void {
    const renamed = Object.keys(NAMED).filter((layer) => this.names.read(this.map, layer));
    if (renamed.length > 0) this.refresh();
    for (const layer of this.catalog.layers) {
      if (this.visible.has(layer.name)) this.list.updateLegend(layer, drawnValues(this.map, layer));
    }
  }

  private tileFailed(source: string | undefined): void {
    const layer = source ? layerNamed(this.catalog, source.replace(/-shapes$/, "")) : undefined;
    if (!layer || !globalThis.navigator.onLine) return;
    this.notices.say(say("tilesFailed", title(layer.title)), { retry: () => this.map.refreshTiles(layer.name) });
  }
}

function startLayers(catalog: Catalog, start: HashState): string[] {
  const names = start.layers ?? catalog.layers.filter((layer) => layer.visible).map((layer) => layer.name);
  return names.filter((name) => layerNamed(catalog, name));
}

function inView(layer: Layer, view: Bbox, zoom: number): boolean {
  return zoom >= layer.min_zoom && (!layer.bbox || overlap(layer.bbox, view));
}

/** What was asked for isn't what the card is about where a commune was merged into another: the card says so. */
function noteOn(result: Result, message: string): string {
  const merged = result.kind === "former_commune" ? `${nameOf(result)}: ${title(result.subtitle)}.` : "";
  return [merged, message].filter(Boolean).join(" ");
}

/** A marked place that a link brought back. */
function placeAt(point: [number, number]): Result {
  const text = (language: "vi" | "en"): string => formatPosition(point[0], point[1], language);
  const name = { vi: text("vi"), en: text("en") };
  return { kind: "coordinate", title: name, subtitle: { vi: "", en: "" }, layer: null, id: null, point, bbox: null, score: 1, exact: true };
}

async function copyAddress(): Promise<boolean> {
  try {
    await globalThis.navigator.clipboard.writeText(globalThis.location.href);
    return true;
  } catch {
    return false;
  }
}
