/**
 * Where the names of Hoàng Sa and Trường Sa stand: in the middle of each archipelago, or wherever of it the view
 * reaches, at every zoom. From near, the larger islands carry their own names too.
 */

import type { Feature, FeatureCollection, Point } from "geojson";
import type { Bbox } from "../catalog";
import { type Language, sayIn, type Word } from "../language";

interface Archipelago {
  name: Word;
  box: Bbox;
  middle: [number, number];
}

const ARCHIPELAGOS: Archipelago[] = [
  { name: "hoangSa", box: [111.0, 15.6, 113.0, 17.2], middle: [112.0, 16.5] },
  { name: "truongSa", box: [111.5, 6.8, 117.8, 12.0], middle: [113.9, 9.5] },
];

const ISLANDS: [name: string, longitude: number, latitude: number][] = [
  ["đảo Hoàng Sa", 111.607, 16.534],
  ["đảo Phú Lâm", 112.333, 16.834],
  ["đảo Linh Côn", 112.731, 16.666],
  ["đảo Tri Tôn", 111.2, 15.786],
  ["đảo Trường Sa", 111.919, 8.645],
  ["đảo Song Tử Tây", 114.331, 11.429],
  ["đảo Sinh Tồn", 114.329, 9.886],
  ["đảo Nam Yết", 114.365, 10.179],
  ["đảo Sơn Ca", 114.479, 10.375],
  ["đảo An Bang", 112.92, 7.892],
];

const SEA: [number, number] = [112.6, 13.2];

export function seaNames(language: Language, view: Bbox | null): FeatureCollection<Point> {
  const archipelagos = ARCHIPELAGOS.map(({ name, box, middle }) => named(sayIn(language, name), "archipelago", within(box, view, middle)));
  const islands = ISLANDS.map(([name, ...at]) => named(name, "island", at));
  return { type: "FeatureCollection", features: [...archipelagos, ...islands, named(sayIn(language, "eastSea"), "sea", SEA)] };
}

/** The nearest place to the middle that lies in the box and well inside the view; the middle, where they don't meet. */
export function within(box: Bbox, view: Bbox | null, middle: [number, number]): [number, number] {
  if (!view) return middle;
  const [west, south, east, north] = view;
  const [marginX, marginY] = [(east - west) * 0.15, (north - south) * 0.1];
  const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
  const low: [number, number] = [Math.max(box[0], west), Math.max(box[1], south)];
  const high: [number, number] = [Math.min(box[2], east), Math.min(box[3], north)];
  if (low[0] > high[0] || low[1] > high[1]) return middle;
  return [
    clamp(clamp(middle[0], low[0], high[0]), west + marginX, east - marginX),
    clamp(clamp(middle[1], low[1], high[1]), south + marginY, north - marginY),
  ];
}

function named(name: string, kind: "archipelago" | "island" | "sea", coordinates: [number, number]): Feature<Point> {
  return { type: "Feature", properties: { name, kind }, geometry: { type: "Point", coordinates } };
}
