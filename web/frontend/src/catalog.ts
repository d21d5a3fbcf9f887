/** What `/api/layers` says: every layer the reader may see, with its fields, style and addresses. */

export interface Bilingual {
  vi: string;
  en: string;
}

export type GeometryKind = "polygon" | "line" | "point";
export type FieldType = "text" | "integer" | "decimal" | "boolean" | "date" | "time" | "code" | "link" | "file";
export type Bbox = [west: number, south: number, east: number, north: number];

export interface Field {
  name: string;
  title: Bilingual;
  type: FieldType;
  unit: string | null;
  /** Of a field of type code: the list under /api/codes/. */
  code_list?: string | null;
}

export interface StyleClass {
  value: string | number;
  label: Bilingual;
  fill: string;
  stroke?: string | null;
}

export interface LayerStyle {
  field: string | null;
  default: {
    fill?: string | null;
    stroke?: string | null;
    width?: number;
    opacity?: number;
    radius?: number;
  };
  classes: StyleClass[];
}

export interface Layer {
  name: string;
  title: Bilingual;
  description: Bilingual;
  theme: string;
  geometry: GeometryKind;
  bbox: Bbox | null;
  count: number;
  min_zoom: number;
  max_zoom: number;
  visible: boolean;
  tiles: string;
  items: string;
  attribution: string;
  licence: { title: string; url: string } | null;
  synthetic: boolean;
  fields: Field[];
  title_field: string | null;
  label_field: string | null;
  style: LayerStyle;
}

export interface Theme {
  name: string;
  title: Bilingual;
}

export interface Catalog {
  version: number;
  city: { name: Bilingual; bbox: Bbox };
  themes: Theme[];
  layers: Layer[];
}

export function layerNamed(catalog: Catalog, name: string): Layer | undefined {
  return catalog.layers.find((layer) => layer.name === name);
}

/** Themes in the catalog's order, each with its layers; themes without layers are left out. */
export function layersByTheme(catalog: Catalog): { theme: Theme; layers: Layer[] }[] {
  const groups = catalog.themes.map((theme) => ({
    theme,
    layers: catalog.layers.filter((layer) => layer.theme === theme.name),
  }));
  const known = new Set(catalog.themes.map((theme) => theme.name));
  const rest = catalog.layers.filter((layer) => !known.has(layer.theme));
  for (const name of new Set(rest.map((layer) => layer.theme))) {
    groups.push({ theme: { name, title: { vi: name, en: name } }, layers: rest.filter((layer) => layer.theme === name) });
  }
  return groups.filter((group) => group.layers.length > 0);
}
