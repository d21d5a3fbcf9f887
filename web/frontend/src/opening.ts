/** Where the map opens: on the city, or on the part of it that the layers shown at the start fill. */

import type { Bbox, Catalog, Layer } from "./catalog";

/** What a city is looked at for; its rivers and roads lead far beyond. */
const SUBJECTS = ["planning", "land", "buildings"];

/** Layers that are shown at the start and made for the city's scale, not for the country's. */
function cityLayers(catalog: Catalog): (Layer & { bbox: Bbox })[] {
  const layers = layersInTheCity(catalog);
  const subjects = layers.filter((layer) => layer.theme === SUBJECTS.find((theme) => layers.some((other) => other.theme === theme)));
  return subjects.length > 0 ? subjects : layers;
}

function layersInTheCity(catalog: Catalog): (Layer & { bbox: Bbox })[] {
  const [west, south, east, north] = catalog.city.bbox;
  return catalog.layers.filter((layer): layer is Layer & { bbox: Bbox } => {
    const box = layer.bbox;
    return layer.visible && layer.min_zoom >= 10 && box !== null && box[0] < east && box[2] > west && box[1] < north && box[3] > south;
  });
}

export function openingBox(catalog: Catalog): Bbox {
  const boxes = cityLayers(catalog).map((layer) => layer.bbox);
  const city = catalog.city.bbox;
  if (boxes.length === 0) return city;
  const edge = (side: 0 | 1 | 2 | 3): number[] => boxes.map((box) => box[side]);
  return [
    Math.max(city[0], Math.min(...edge(0))),
    Math.max(city[1], Math.min(...edge(1))),
    Math.min(city[2], Math.max(...edge(2))),
    Math.min(city[3], Math.max(...edge(3))),
  ];
}

/** Far enough in to see at least the first of those layers. */
export function openingZoom(catalog: Catalog): number {
  const zooms = cityLayers(catalog).map((layer) => layer.min_zoom);
  return zooms.length > 0 ? Math.min(...zooms) + 0.25 : 0;
}
