/** A sign for each state, beside its word: colour alone says nothing to many. */

import { svg } from "../dom";
import type { JobWord } from "./words";

const RING = "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z";
const PATHS: Partial<Record<JobWord, string>> = {
  queued: `${RING} M12 7.5V12l3 2`,
  running: "M12 3.5a8.5 8.5 0 1 1-8.5 8.5",
  stopping: "M12 3.5a8.5 8.5 0 1 1-8.5 8.5",
  succeeded: `${RING} M8 12.3l2.8 2.8L16.2 9.5`,
  failed: "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7Z M12 7.8v5 M12 16v.3",
  cancelled: `${RING} M9 9l6 6 M15 9l-6 6`,
};

export function stateIcon(word: JobWord): SVGSVGElement {
  const turning = word === "running" || word === "stopping";
  const path = svg("path", { d: PATHS[word] ?? RING });
  return svg("svg", { viewBox: "0 0 24 24", class: turning ? "dt-icon dt-turning" : "dt-icon", "aria-hidden": "true" }, path);
}
