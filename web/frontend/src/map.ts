/** The map page starts here: catalog, map, application; and what is said when one of them can't be had. */

import "./styles/map.css";
import { Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import { fetchCatalog } from "./api";
import { type Addresses, Application } from "./application";
import type { Catalog } from "./catalog";
import { openingBox, openingZoom } from "./opening";
import { parseHash } from "./hash";
import { pageLanguage, say, titleIn } from "./language";
import { buildStyle } from "./style/build";
import { NamePlaces } from "./style/names";
import { onSchemeChange, pageScheme } from "./theme";
import { controlWords } from "./ui/controls";
import { failure } from "./ui/notice";

type MapState = "loading" | "idle" | "error";

interface PageConfig extends Addresses {
  layers_url: string;
  worker_url: string;
}

/** For tests and for whoever watches: `<html data-map-state>`. */
function announceState(state: MapState): void {
  document.documentElement.dataset.mapState = state;
}

function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no #${id}`);
  return node;
}

function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** Labels are rasterised once from these fonts: a letter drawn before its font came would stay in the fallback. */
async function loadFonts(): Promise<void> {
  const letters = "AaĐđẶặỞởươ";
  const fonts = ["500 48px 'Dothi Map Medium'", "italic 500 48px 'Dothi Map Medium Italic'"];
  await Promise.allSettled(fonts.map((font) => document.fonts.load(font, letters)));
}

/** Beside the panel, which is open at the start on a desk. */
function startPadding(): { top: number; right: number; bottom: number; left: number } {
  const desk = matchMedia("(min-width: 901px)").matches;
  return { top: 24, right: 24, bottom: 24, left: desk ? 400 : 24 };
}

function createMap(catalog: Catalog): MapLibreMap {
  const start = parseHash(location.hash);
  const map = new MapLibreMap({
    container: byId("map"),
    style: buildStyle(catalog, { visible: new Set(), scheme: pageScheme(), language: pageLanguage(), names: new NamePlaces(), selected: null, view: null }),
    ...(start.view
      ? { center: [start.view.longitude, start.view.latitude], zoom: start.view.zoom }
      : { bounds: openingBox(catalog), fitBoundsOptions: { padding: startPadding() } }),
    minZoom: 2,
    maxZoom: 21,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    // Cutting enlarged tiles into pieces would repeat the names that basemap.ts places from low zooms.
    zoomLevelsToOverscale: undefined,
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    locale: controlWords(),
  });
  if (!start.view) map.setZoom(Math.max(map.getZoom(), openingZoom(catalog)));
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}

async function start(): Promise<void> {
  announceState("loading");
  const status = byId("map-status");
  if (!canDraw()) {
    announceState("error");
    status.replaceChildren(failure(say("noWebgl"), say("noWebglHint"), null));
    return;
  }
  const config = JSON.parse(byId("map-config").textContent ?? "{}") as PageConfig;
  let catalog: Catalog;
  try {
    [catalog] = await Promise.all([fetchCatalog(config.layers_url), loadFonts()]);
  } catch {
    announceState("error");
    status.replaceChildren(failure(say("catalogFailed"), say("catalogFailedHint"), () => void start()));
    return;
  }
  document.title = `${titleIn(pageLanguage(), catalog.city.name)} · dothi`;
  setWorkerUrl(new URL(config.worker_url, location.href).href);
  const map = createMap(catalog);
  // For tests and for whoever looks in from the browser's console.
  Object.assign(globalThis, { dothiMap: map });
  map.on("dataloading", () => announceState("loading"));
  map.on("movestart", () => announceState("loading"));
  map.on("idle", () => announceState("idle"));
  await map.once("style.load");
  status.replaceChildren();
  const places = {
    search: byId("search"),
    panel: byId("panel"),
    notices: byId("notices"),
    footer: byId("map-footer"),
    badge: byId("synthetic"),
    announcer: byId("announcer"),
  };
  const application = new Application(map, catalog, places, config, pageScheme(), parseHash(location.hash));
  onSchemeChange((scheme) => application.setScheme(scheme));
}

void start();
