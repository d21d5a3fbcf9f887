/** Building elements without HTML strings: text from the catalog can never become markup. */

export type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

/** `element("button", {class: "dt-button", onclick: …}, "Text")`; null and false attributes and children are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return node;
}

const ICONS = {
  layers: "M12 3 3 8l9 5 9-5-9-5Z M3 12.5l9 5 9-5 M3 17l9 5 9-5",
  close: "M6 6l12 12 M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  zoomTo: "M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1 M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1",
  record: "M6 3h8l4 4v14H6z M14 3v5h4 M9 13h6 M9 17h6",
  warning: "M12 4 2.5 20h19L12 4Z M12 10v4.5 M12 17.2v.3",
  collapse: "M5 12h14",
  home: "M4 11.5 12 4l8 7.5 M6.5 9.5V20h11V9.5",
  chevron: "M9 5l7 7-7 7",
} as const;

export type IconName = keyof typeof ICONS;

/** A line icon of 20 px that takes the colour of the text beside it; hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "dt-icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
