/** The map page starts here: catalog, map, application; and what is said when one of them can't be had. */

import "./styles/map.css";
import { Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { fetchCatalog } from "./api";
import { Application } from "./application";
import type { Catalog } from "./catalog";
import { parseHash } from "./hash";
import { pageLanguage, say, titleIn } from "./language";
import { buildStyle } from "./style/build";
import { onSchemeChange, pageScheme } from "./theme";
import { controlWords } from "./ui/controls";
import { failure } from "./ui/notice";

type MapState = "loading" | "idle" | "error";

interface PageConfig {
  layers_url: string;
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

function createMap(catalog: Catalog): MapLibreMap {
  const start = parseHash(location.hash);
  const [west, south, east, north] = catalog.city.bbox;
  const map = new MapLibreMap({
    container: byId("map"),
    style: buildStyle(catalog, { visible: new Set(), scheme: pageScheme(), language: pageLanguage(), selected: null }),
    ...(start.view
      ? { center: [start.view.longitude, start.view.latitude], zoom: start.view.zoom }
      : { bounds: [west, south, east, north], fitBoundsOptions: { padding: 24 } }),
    minZoom: 2,
    maxZoom: 21,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    locale: controlWords(),
  });
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
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  const map = createMap(catalog);
  map.on("dataloading", () => announceState("loading"));
  map.on("movestart", () => announceState("loading"));
  map.on("idle", () => announceState("idle"));
  await map.once("style.load");
  status.replaceChildren();
  const places = {
    panel: byId("panel"),
    notices: byId("notices"),
    footer: byId("map-footer"),
    badge: byId("synthetic"),
    announcer: byId("announcer"),
  };
  const application = new Application(map, catalog, places, pageScheme(), parseHash(location.hash));
  onSchemeChange((scheme) => application.setScheme(scheme));
}

void start();
