import type { Catalog, Layer } from "../src/catalog";

export function layer(name: string, changes: Partial<Layer> = {}): Layer {
  return {
    name,
    title: { vi: name, en: name },
    description: { vi: "", en: "" },
    theme: "land",
    geometry: "polygon",
    bbox: [106.81, 10.94, 106.83, 10.96],
    count: 2,
    min_zoom: 13,
    max_zoom: 22,
    visible: true,
    tiles: `/ogc/collections/${name}/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt`,
    items: `/ogc/collections/${name}/items`,
    attribution: "",
    licence: null,
    synthetic: false,
    fields: [],
    title_field: null,
    label_field: null,
    style: { field: null, default: { fill: "#ffd0ff", stroke: "#555555", width: 1, opacity: 0.7 }, classes: [] },
    ...changes,
  };
}

export function catalog(...layers: Layer[]): Catalog {
  return {
    version: 1,
    city: { name: { vi: "Biên Hòa", en: "Biên Hòa" }, bbox: [106.79, 10.92, 106.88, 10.98] },
    themes: [{ name: "land", title: { vi: "Đất đai", en: "Land" } }],
    layers,
  };
}
