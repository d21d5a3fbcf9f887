/** Which map layer answers a click on a catalog layer. */

import type { Layer } from "../catalog";

export function clickTarget(layer: Layer): string {
  return `${layer.name}:body`;
}
