/**
 * One name a feature, on its largest part. From tiles alone every island of a province would carry the province's
 * name, and so would every tile that it crosses; so the places of names are worked out here from tiles of one low zoom.
 */

import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";

interface Placed {
  area: number;
  feature: Feature<Point>;
}

/** Which layers the basemap names, and the zoom whose tiles hold most of their features whole. */
export const NAMED: Record<string, number> = { provinces: 3, communes: 8 };

export class NamePlaces {
  private readonly placed = new Map<string, Map<string | number, Placed>>();

  /** Reads the tiles that have come; true when a name was added or found a larger part. */
  read(map: MapLibreMap, layer: string): boolean {
    const source = `${layer}-shapes`;
    if (!map.getSource(source)) return false;
    const known = this.placed.get(layer) ?? new Map<string | number, Placed>();
    this.placed.set(layer, known);
    let changed = false;
    for (const { id, geometry, properties } of map.querySourceFeatures(source, { sourceLayer: layer })) {
      if (id === undefined || (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon")) continue;
      const ring = largestRing(geometry);
      const area = Math.abs(signedArea(ring));
      const before = known.get(id);
      if (before && before.area >= area * 0.999) continue;
      const name = String(properties.name ?? "");
      known.set(id, { area, feature: { type: "Feature", properties: { name, area }, geometry: { type: "Point", coordinates: inside(ring) } } });
      changed = true;
    }
    return changed;
  }

  points(layer: string): FeatureCollection<Point> {
    const placed = this.placed.get(layer);
    return { type: "FeatureCollection", features: placed ? [...placed.values()].map((one) => one.feature) : [] };
  }
}

export function largestRing(geometry: Polygon | MultiPolygon): Position[] {
  const rings = geometry.type === "Polygon" ? [geometry.coordinates[0] ?? []] : geometry.coordinates.map((part) => part[0] ?? []);
  return rings.reduce((best, ring) => (Math.abs(signedArea(ring)) > Math.abs(signedArea(best)) ? ring : best), []);
}

function signedArea(ring: Position[]): number {
  return edges(ring).reduce((sum, [x1, y1, x2, y2]) => sum + x1 * y2 - x2 * y1, 0) / 2;
}

/** The middle of the widest stretch inside the ring at its centre's latitude: never outside a crescent. */
export function inside(ring: Position[]): Position {
  const latitudes = ring.map(([, y = 0]) => y);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  let best: { width: number; at: Position } = { width: -1, at: ring[0] ?? [0, 0] };
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
    const y = south + (north - south) * share;
    const crossings = edges(ring)
      .filter(([, y1, , y2]) => y1 > y !== y2 > y)
      .map(([x1, y1, x2, y2]) => x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      .sort((a, b) => a - b);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const [west = 0, east = 0] = [crossings[index], crossings[index + 1]];
      // A little less for lines off the centre, so that names stay near it.
      const width = (east - west) * (1 - Math.abs(share - 0.5));
      if (width > best.width) best = { width, at: [(west + east) / 2, y] };
    }
  }
  return best.at;
}

function edges(ring: Position[]): [number, number, number, number][] {
  return ring.map(([x2 = 0, y2 = 0], index) => {
    const [x1 = 0, y1 = 0] = ring[(index + ring.length - 1) % ring.length] ?? [];
    return [x1, y1, x2, y2];
  });
}
