/** What `/api/imports` gives: docs/reference/api-imports.md. */

import type { FeatureCollection } from "geojson";
import type { Bbox, Bilingual, GeometryKind } from "../catalog";

export interface Upload {
  id: string;
  files: { name: string; size: number }[];
  sources: string[];
  expires_at: string;
  links: { self: string; preview: string; import: string };
}

export interface Refusal {
  code: string;
  sentence: string;
  way_out: string;
}

/** A system that would put the data into the place; `options` is what an import is told to take it. */
export interface Candidate {
  crs: string;
  name: string;
  swap_axes?: boolean;
  unit?: string;
  inside?: number;
  distance_km?: number;
  ground?: string;
  alike?: boolean;
  bounds: Bbox;
}

export interface Column {
  name: string;
  type: string;
  encoding: string | null;
  confidence: number | null;
  before: string[];
  after: string[];
  filled: number;
  field: string | null;
  /** Values that the field's list of codes doesn't know. */
  unlisted: { value: string; count: number }[];
  /** That list; null for other fields, empty where it is too long to choose from. */
  codes: { code: string; title: Bilingual }[] | null;
}

export interface TargetField {
  name: string;
  title: Bilingual;
  type: string;
  unit: string | null;
  required: boolean;
}

export interface Preview {
  upload: Upload;
  source: string;
  format: string | null;
  format_title: string | null;
  source_layer: string | null;
  source_layers: string[];
  features: number;
  size: number;
  geometry: GeometryKind | null;
  geometry_kinds: Record<string, number>;
  crs: { crs: string; name: string; confidence: number } | null;
  candidates: Candidate[];
  bounds: Bbox | null;
  sample: FeatureCollection;
  layer: { name: string; title: Bilingual; template: string; new: boolean; storage_crs: string; fields: TargetField[]; key: string[] } | null;
  columns: Column[];
  /** The preset that was applied. */
  preset: string | null;
  suggested: { name: string; new: boolean; matched: number }[];
  issues: { code: string; severity: string; count: number; message: string }[];
  refusals: Partial<Record<"file" | "crs" | "geometry" | "layer" | "mapping" | "streets", Refusal>>;
}

export interface Target {
  name: string;
  title: Bilingual;
  theme: string;
  geometry: GeometryKind;
  storage_crs: string | null;
}

export interface Targets {
  layers: Target[];
  templates: Target[];
  streets: Target[];
  presets: { name: string; layer: string; template: string }[];
  systems: { crs: string; name: string }[];
}

export type Mode = "append" | "replace" | "update";
export type Absent = "keep" | "retire" | "retire-in-scope";

/** What a person has chosen so far; the names are those of `./dothi import`. */
export interface Choices {
  source?: string;
  layer?: string;
  template?: string;
  crs?: string;
  swap_axes?: boolean;
  unit?: string;
  encoding?: string;
  source_layer?: string;
  geometry?: GeometryKind;
  again?: boolean;
  mapping?: Record<string, string>;
  /** By field: which value of the file is which code. */
  value_maps?: Record<string, Record<string, string>>;
  mode?: Mode;
  key?: string[];
  absent?: Absent;
  from_day?: string;
  place?: string;
  streets?: string;
  preset?: string;
  no_preset?: boolean;
  save_preset?: string;
}

export interface PageConfig {
  uploads_url: string;
  imports_url: string;
  targets_url: string;
  runs_url: string;
  presets_url: string;
  jobs_url: string;
  layers_url: string;
  worker_url: string;
  limit_mb: number;
  formats: string[];
  endings: string[];
}
