/** A geometry as the path of a small drawing: north up, true proportions, one line of SVG. */

import type { Geometry, Position } from "geojson";
import { boundsOf } from "../bounds";

/** The `d` of a path that fills a square of `size` less `margin` on every side; null for what has no area. */
export function outlinePath(geometry: Geometry | null, size: number, margin: number): string | null {
  const box = boundsOf(geometry);
  if (!geometry || !box) return null;
  const [west, south, east, north] = box;
  // A degree of longitude is shorter than one of latitude, the more so the farther from the equator.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [width, height] = [(east - west) * squeeze, north - south];
  const extent = Math.max(width, height);
  if (extent === 0) return null;
  const scale = (size - 2 * margin) / extent;
  const [left, top] = [(size - width * scale) / 2, (size - height * scale) / 2];
  const draw = ([longitude = 0, latitude = 0]: Position): string =>
    `${round(left + (longitude - west) * squeeze * scale)} ${round(top + (north - latitude) * scale)}`;
  return rings(geometry)
    .map(({ points, closed }) => `M${points.map(draw).join("L")}${closed ? "Z" : ""}`)
    .join("");
}

function rings(geometry: Geometry): { points: Position[]; closed: boolean }[] {
  const closed = (points: Position[]): { points: Position[]; closed: boolean } => ({ points: points.slice(0, -1), closed: true });
  const open = (points: Position[]): { points: Position[]; closed: boolean } => ({ points, closed: false });
  switch (geometry.type) {
    case "Polygon":
      return geometry.coordinates.map(closed);
    case "MultiPolygon":
      return geometry.coordinates.flat().map(closed);
    case "LineString":
      return [open(geometry.coordinates)];
    case "MultiLineString":
      return geometry.coordinates.map(open);
    default:
      return [];
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
