/** The layer switch: themes, one row a layer with its symbol, legend, state at this zoom and "zoom to". */

import { overlap } from "../bounds";
import { type Bbox, type Catalog, type Layer, layersByTheme } from "../catalog";
import { element, icon } from "../dom";
import { pageLanguage, say, title } from "../language";
import { formatNumber } from "../values";
import { type Legend, legend } from "./legend";
import { layerSwatch } from "./swatch";

export interface LayerListActions {
  toggle(layer: Layer, visible: boolean): void;
  zoomTo(layer: Layer): void;
}

export interface LayerList {
  node: HTMLElement;
  /** Says of each layer whether it can be seen in this view. */
  update(visible: ReadonlySet<string>, zoom: number, view: Bbox): void;
  /** Legends of many classes show those that are drawn. */
  updateLegend(layer: Layer, drawn: ReadonlySet<string>): void;
}

interface Row {
  layer: Layer;
  node: HTMLElement;
  legend: Legend | null;
  update(visible: boolean, zoom: number, view: Bbox): void;
}

export function layerList(catalog: Catalog, actions: LayerListActions): LayerList {
  const rows: Row[] = [];
  const groups = layersByTheme(catalog).map(({ theme, layers }) => {
    const own = layers.map((layer) => layerRow(layer, actions));
    rows.push(...own);
    const heading = element("h3", { class: "dt-theme", id: `theme-${theme.name}` }, title(theme.title));
    const list = element("ul", { class: "dt-layers", "aria-labelledby": heading.id }, ...own.map((row) => row.node));
    return element("section", {}, heading, list);
  });
  const node = element("div", { class: "dt-layer-list" }, ...(groups.length > 0 ? groups : [nothingYet()]));
  return {
    node,
    update: (visible, zoom, view) => rows.forEach((row) => row.update(visible.has(row.layer.name), zoom, view)),
    updateLegend: (layer, drawn) => rows.find((row) => row.layer === layer)?.legend?.update(drawn),
  };
}

function layerRow(layer: Layer, actions: LayerListActions): Row {
  const name = title(layer.title);
  const box = element("input", {
    type: "checkbox",
    name: "layer",
    value: layer.name,
    onchange: () => actions.toggle(layer, box.checked),
  });
  const note = element("p", { class: "dt-layer-note" });
  const classes = legend(layer);
  const zoom = element(
    "button",
    {
      type: "button",
      class: "dt-icon-button",
      "aria-label": say("zoomToLayer", name),
      title: say("zoomToLayer", name),
      onclick: () => actions.zoomTo(layer),
    },
    icon("zoomTo"),
  );
  zoom.hidden = layer.bbox === null;
  const node = element(
    "li",
    { class: "dt-layer", "data-layer": layer.name },
    element(
      "div",
      { class: "dt-layer-row" },
      element("label", { title: title(layer.description) }, box, layerSwatch(layer), element("span", {}, name)),
      zoom,
    ),
    element(
      "div",
      { class: "dt-layer-body" },
      layer.synthetic && element("span", { class: "dt-synthetic" }, say("synthetic")),
      note,
      classes?.node ?? null,
    ),
  );
  const count = say("features", formatNumber(layer.count, pageLanguage()));
  return {
    layer,
    node,
    legend: classes,
    update(visible, zoomLevel, view) {
      box.checked = visible;
      node.classList.toggle("dt-layer-on", visible);
      if (classes) classes.node.hidden = !visible;
      const hint = visible ? whyUnseen(layer, zoomLevel, view) : "";
      note.textContent = hint ? `${count} · ${hint}` : count;
    },
  };
}

function whyUnseen(layer: Layer, zoom: number, view: Bbox): string {
  if (layer.bbox && !overlap(layer.bbox, view)) return say("elsewhere");
  return zoom < layer.min_zoom ? say("visibleFrom") : "";
}

function nothingYet(): HTMLElement {
  return element(
    "div",
    { class: "dt-empty" },
    element("p", {}, element("strong", {}, say("noLayers"))),
    element("p", {}, say("noLayersHint")),
  );
}
