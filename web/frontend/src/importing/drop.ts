/** The first step: files are dropped or chosen. */

import { element, svg } from "../dom";
import type { PageConfig } from "./contract";
import { say } from "./words";

const ARROW = "M12 15V4 M7.5 8.5 12 4l4.5 4.5 M4.5 14.5V18a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-3.5";

export function dropStep(config: PageConfig, took: (files: File[]) => void): HTMLElement {
  const input = element("input", {
    type: "file",
    id: "import-files",
    class: "dt-unseen",
    multiple: true,
    onchange: () => {
      if (input.files?.length) took([...input.files]);
      input.value = "";
    },
  });
  const zone = element(
    "label",
    { class: "dt-import-drop", for: "import-files" },
    svg("svg", { viewBox: "0 0 24 24", class: "dt-import-arrow", "aria-hidden": "true" }, svg("path", { d: ARROW })),
    element("strong", {}, say("drop")),
    element("span", { class: "btn btn-primary" }, say("choose")),
    element("span", { class: "dt-import-quiet" }, say("dropHint")),
  );
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("dt-import-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("dt-import-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) took(files);
  });
  return element(
    "div",
    { class: "dt-import-start" },
    input,
    zone,
    element("p", {}, say("canRead", config.formats.join(", "), String(config.limit_mb))),
    element("p", { class: "dt-import-quiet" }, say("safe")),
  );
}
