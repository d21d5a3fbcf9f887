/** Ties map, panel, address and requests together. What is shown is one state; style, list and address follow it. */

import type { LngLat, Map as MapLibreMap } from "maplibre-gl";
import { featureUrl, fetchFeature, RequestFailed } from "./api";
import { boundsOf } from "./bounds";
import { type Bbox, type Catalog, type Layer, layerNamed } from "./catalog";
import { formatHash, type HashState } from "./hash";
import { pageLanguage, say, title } from "./language";
import { drawnValues, type Picked, pick } from "./picking";
import { buildStyle } from "./style/build";
import { NAMED, NamePlaces } from "./style/names";
import type { Scheme } from "./style/palette";
import { addControls } from "./ui/controls";
import { featureCard, featureName, type Place } from "./ui/feature-card";
import { MapFooter } from "./ui/footer";
import { type LayerList, layerList } from "./ui/layer-list";
import { failure, Notices, skeleton } from "./ui/notice";
import { Panel } from "./ui/panel";

export interface Places {
  panel: HTMLElement;
  notices: HTMLElement;
  footer: HTMLElement;
  badge: HTMLElement;
  announcer: HTMLElement;
}

const BASEMAP = ["provinces", "communes"];

export class Application {
  private readonly visible: Set<string>;
  private selected: { layer: string; id: number } | null = null;
  private readonly names = new NamePlaces();
  private request: AbortController | null = null;
  private readonly panel: Panel;
  private readonly list: LayerList;
  private readonly footer: MapFooter;
  private readonly notices: Notices;

  constructor(
    private readonly map: MapLibreMap,
    private readonly catalog: Catalog,
    private readonly places: Places,
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
    if (chosen && start.at) this.select({ layer: chosen, id: Number(start.at.id), properties: {} }, null, []);
  }

  setScheme(scheme: Scheme): void {
    this.scheme = scheme;
    this.refresh();
  }

  /** The style of what is shown now. */
  private refresh(): void {
    const shown = { names: this.names, visible: this.visible, scheme: this.scheme, language: pageLanguage(), selected: this.selected };
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
    if (event.key === "Escape" && this.selected) this.showLayersOrNothing();
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
      if (this.selected) this.showLayersOrNothing();
      return false;
    }
    this.select(first, { longitude: at.lng, latitude: at.lat }, others);
    return true;
  }

  private select(picked: Picked, place: Place | null, others: Picked[]): void {
    const { layer, id } = picked;
    this.selected = { layer: layer.name, id };
    this.visible.add(layer.name);
    const name = featureName(layer, picked.properties, id);
    this.panel.show({
      kind: title(layer.title),
      heading: name,
      body: skeleton(say("loadingFeature"), 5),
      onBack: () => this.backToLayers(),
    });
    this.places.announcer.textContent = `${title(layer.title)}: ${name}`;
    this.refresh();
    void this.load(picked, place, others);
  }

  private async load(picked: Picked, place: Place | null, others: Picked[]): Promise<void> {
    const { layer, id } = picked;
    this.request?.abort();
    const request = (this.request = new AbortController());
    const again = (): void => this.select(picked, place, others);
    try {
      const feature = await fetchFeature(layer, id, request.signal);
      const bounds = boundsOf(feature.geometry);
      const neighbours = others.map((other) => ({
        layer: other.layer,
        id: other.id,
        name: featureName(other.layer, other.properties, other.id),
        choose: () => this.select(other, place, [picked, ...others.filter((one) => one !== other)]),
      }));
      this.panel.rename(featureName(layer, feature.properties, id));
      this.panel.fill(
        featureCard(layer, id, feature.properties, place, neighbours, {
          zoomTo: () => bounds && this.fit(bounds),
          copyLink: copyAddress,
          recordUrl: featureUrl(layer, id, "html"),
        }),
      );
      if (place) this.keepInSight(place);
      if (!place && bounds && !this.map.getBounds().contains([bounds[0], bounds[1]])) this.fit(bounds);
    } catch (error) {
      if (request.signal.aborted) return;
      const gone = error instanceof RequestFailed && (error.status === 404 || error.status === 410);
      this.panel.fill(failure(say(gone ? "featureGone" : "featureFailed"), "", gone ? null : again));
    }
  }

  private deselect(): void {
    if (!this.selected) return;
    this.request?.abort();
    this.selected = null;
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

  private writeAddress(): void {
    const centre = this.map.getCenter();
    const hash = formatHash({
      view: { zoom: this.map.getZoom(), latitude: centre.lat, longitude: centre.lng },
      layers: this.catalog.layers.filter((layer) => this.visible.has(layer.name)).map((layer) => layer.name),
      at: this.selected ? { layer: this.selected.layer, id: String(this.selected.id) } : null,
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
  const box = layer.bbox;
  if (zoom < layer.min_zoom) return false;
  return !box || (box[0] <= view[2] && box[2] >= view[0] && box[1] <= view[3] && box[3] >= view[1]);
}

async function copyAddress(): Promise<boolean> {
  try {
    await globalThis.navigator.clipboard.writeText(globalThis.location.href);
    return true;
  } catch {
    return false;
  }
}
