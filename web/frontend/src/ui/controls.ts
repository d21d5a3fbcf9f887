/** The short tool bar at the right: zoom, back to the city, my position. */

import { GeolocateControl, type IControl, type Map as MapLibreMap, NavigationControl } from "maplibre-gl";
import { element, icon } from "../dom";
import { say } from "../language";

export function addControls(map: MapLibreMap, city: string, goHome: () => void, onRefused: () => void): void {
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new HomeControl(say("wholeCity", city), goHome), "top-right");
  const position = new GeolocateControl({ positionOptions: { enableHighAccuracy: true }, trackUserLocation: false });
  position.on("error", onRefused);
  map.addControl(position, "top-right");
}

/** MapLibre's own words, in the page's language. */
export function controlWords(): Record<string, string> {
  return {
    "Map.Title": `${say("mapLabel")}. ${say("mapHelp")}`,
    "NavigationControl.ZoomIn": say("zoomIn"),
    "NavigationControl.ZoomOut": say("zoomOut"),
    "GeolocateControl.FindMyLocation": say("locate"),
    "GeolocateControl.LocationNotAvailable": say("locateUnavailable"),
    "ScaleControl.Meters": "m",
    "ScaleControl.Kilometers": "km",
  };
}

class HomeControl implements IControl {
  private node: HTMLElement | undefined;

  constructor(
    private readonly label: string,
    private readonly goHome: () => void,
  ) {}

  onAdd(): HTMLElement {
    const button = element("button", { type: "button", "aria-label": this.label, title: this.label, onclick: this.goHome }, icon("home"));
    this.node = element("div", { class: "maplibregl-ctrl maplibregl-ctrl-group" }, button);
    return this.node;
  }

  onRemove(): void {
    this.node?.remove();
  }
}
