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
  check: "M5 12.5l4.5 4.5L19 7.5",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z M12 11v5.2 M12 7.6v.3",
  home: "M4 11.5 12 4l8 7.5 M6.5 9.5V20h11V9.5",
  chevron: "M9 5l7 7-7 7",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z M15.5 15.5 20.5 20.5",
  history: "M4.5 12a7.5 7.5 0 1 0 2.6-5.7L4.5 8.5 M4.5 4v4.5H9 M12 8v4.3l2.8 1.7",
  parcel: "M4 6.5 14.5 4 20 9l-2.5 10L6 20 4 6.5Z M9.5 5.2l1.2 7.3 7.6 2",
  address: "M12 21s-6.5-5.6-6.5-10.8a6.5 6.5 0 0 1 13 0C18.5 15.4 12 21 12 21Z M12 7.8a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8Z",
  street: "M8.5 3 5 21 M15.5 3 19 21 M12 4.5v3 M12 10.5v3 M12 16.5v3",
  area: "M4 6.5 9 4l6 2.5L20 4v13.5L15 20l-6-2.5L4 20V6.5Z M9 4v13.5 M15 6.5V20",
  plan: "M5 3.5h14v17H5z M5 9h14 M11 9v11.5 M14 13h3 M14 16.5h3",
  feature: "M12 4 20 12l-8 8-8-8 8-8Z M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  coordinate: "M12 2.5v5 M12 16.5v5 M2.5 12h5 M16.5 12h5 M12 6.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
} as const;

export type IconName = keyof typeof ICONS;

/** A node of SVG: `svg("path", {d: …})`. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number>,
  ...children: Node[]
): SVGElementTagNameMap[K] {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** A line icon of 20 px that takes the colour of the text beside it; hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  return svg("svg", { viewBox: "0 0 24 24", class: "dt-icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}
