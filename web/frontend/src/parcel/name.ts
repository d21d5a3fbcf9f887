/** How a parcel is called: by sheet and number, as on its certificate. */

import type { GeoJsonProperties } from "geojson";
import type { Layer } from "../catalog";
import { say } from "../language";

export function isParcels(layer: Layer): boolean {
  return ["so_to", "so_thua"].every((name) => layer.fields.some((field) => field.name === name));
}

/** "Tờ 9, thửa 45"; null when either number is missing. */
export function parcelName(layer: Layer, properties: GeoJsonProperties): string | null {
  if (!isParcels(layer)) return null;
  const { so_to: sheet, so_thua: number } = properties ?? {};
  return sheet && number ? say("parcelName", String(sheet), String(number)) : null;
}
