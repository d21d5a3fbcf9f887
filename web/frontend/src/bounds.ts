/** Boxes: around a GeoJSON geometry, and whether two meet. */

import type { Geometry, Position } from "geojson";
import type { Bbox } from "./catalog";

export function boundsOf(geometry: Geometry | null): Bbox | null {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
  if (geometry) grow(box, geometry);
  return Number.isFinite(box[0]) ? box : null;
}

function grow(box: Bbox, geometry: Geometry): void {
  if (geometry.type === "GeometryCollection") geometry.geometries.forEach((part) => grow(box, part));
  else growBy(box, geometry.coordinates);
}

function growBy(box: Bbox, coordinates: Position | Position[] | Position[][] | Position[][][]): void {
  const [x, y] = coordinates;
  if (typeof x === "number" && typeof y === "number") {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  } else {
    for (const part of coordinates as Position[]) growBy(box, part);
  }
}

export function overlap(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
