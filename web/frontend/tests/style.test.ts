import { createExpression, validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import { buildStyle, inDrawingOrder, type Shown } from "../src/style/build";
import { NamePlaces } from "../src/style/names";
import { overlayLayers } from "../src/style/overlays";
import { PALETTES } from "../src/style/palette";
import { catalog, layer } from "./catalog-fixture";

const borders = { field: null, default: { fill: "#f4f1ea", stroke: "#a39a8a", width: 1.4, opacity: 0 }, classes: [] };
const parcels = layer("parcels", {
  label_field: "so_thua",
  style: {
    field: "loai_dat",
    default: { fill: "#eeeeee", stroke: "#555555", width: 1, opacity: 0.7 },
    classes: [
      { value: "ONT", label: { vi: "Đất ở tại nông thôn", en: "Rural residential" }, fill: "#ffd0ff" },
      { value: "LUC", label: { vi: "Đất chuyên trồng lúa", en: "Rice" }, fill: "#fffc8c" },
    ],
  },
});
const zoning = layer("zoning", { theme: "planning", label_field: "chuc_nang", style: parcels.style });
const all = catalog(
  parcels,
  layer("provinces", { min_zoom: 0, style: borders }),
  layer("communes", { min_zoom: 6, style: borders }),
  layer("roads", { geometry: "line", label_field: "name", min_zoom: 11 }),
  layer("buildings"),
  layer("water_surfaces", { label_field: "name" }),
  layer("parks", { label_field: "name" }),
  layer("cemeteries", { label_field: "name" }),
  layer("trees", { geometry: "point", label_field: "species" }),
);

const shown = (changes: Partial<Shown> = {}): Shown => ({
  visible: new Set(all.layers.map((one) => one.name)),
  scheme: "light",
  language: "vi",
  names: new NamePlaces(),
  selected: null,
  view: null,
  ...changes,
});

test.each([
  ["everything", shown()],
  ["nothing chosen to be shown", shown({ visible: new Set() })],
  ["dark, English", shown({ scheme: "dark", language: "en" })],
  ["a chosen parcel", shown({ selected: { layer: "parcels", id: 7 } })],
  ["a chosen tree", shown({ selected: { layer: "trees", id: 7 } })],
  ["a chosen province", shown({ selected: { layer: "provinces", id: 7 } })],
])("the style is valid: %s", (_, state) => {
  expect(validateStyleMin(buildStyle(all, state))).toEqual([]);
});

test("an empty catalog still gives a map, with the archipelagos named", () => {
  const style = buildStyle(catalog(), shown());
  expect(validateStyleMin(style)).toEqual([]);
  expect(JSON.stringify(style.sources["sea-names"])).toContain("Quần đảo Hoàng Sa\\n(Việt Nam)");
  expect(JSON.stringify(style.sources["sea-names"])).toContain("Quần đảo Trường Sa\\n(Việt Nam)");
  expect(style.layers.some((one) => one.id === "sea-names")).toBe(true);
});

test("areas lie under lines, lines under points, borders at the bottom", () => {
  expect(inDrawingOrder(all.layers).map((one) => one.name)).toEqual([
    "provinces",
    "communes",
    "cemeteries",
    "parks",
    "water_surfaces",
    "buildings",
    "parcels",
    "roads",
    "trees",
  ]);
});

test("ground lies under land use, buildings over it, roads over both", () => {
  const ids = buildStyle(all, shown()).layers.map((one) => one.id);
  const order = ["water_surfaces:body", "parcels:body", "buildings:body", "roads:body", "trees:body"];
  expect(ids.filter((id) => order.includes(id))).toEqual(order);
});

test("parcels step back under a plan, and their outlines are drawn on it", () => {
  const both = catalog(zoning, parcels);
  const drawn = (...names: string[]) => buildStyle(both, shown({ visible: new Set(names) })).layers;
  const opacity = (...names: string[]): unknown => {
    const body = drawn(...names).find((one) => one.id === "parcels:body");
    return body?.type === "fill" ? body.paint?.["fill-opacity"] : undefined;
  };
  expect(Number(opacity("parcels", "zoning"))).toBeLessThan(Number(opacity("parcels")));
  const order = ["parcels:body", "zoning:body", "zoning:outline", "parcels:outline"];
  expect(drawn("parcels", "zoning").map((one) => one.id).filter((id) => order.includes(id))).toEqual(order);
});

function widthOf(properties: Record<string, unknown>, zoom: number): number {
  const body = buildStyle(all, shown()).layers.find((one) => one.id === "roads:roadside");
  const width = body?.type === "line" ? body.paint?.["line-width"] : undefined;
  const expression = createExpression(width, "layers[0].paint.line-width");
  if (expression.result !== "success") throw new Error("no expression");
  return expression.value.evaluate({ zoom }, { type: 2, properties } as never) as number;
}

test.each([
  ["a main street", { width_m: 32, road_class: "trục chính" }, 32],
  ["a lane", { width_m: 4, road_class: "hẻm" }, 4],
  ["a street without facts", {}, 8],
])("%s is as wide as its right of way from near", (_, properties, metres) => {
  // At zoom 18 and 10,95° N a pixel is 0.2932 m.
  expect(widthOf(properties, 18)).toBeCloseTo(metres / 0.2932, 0);
});

test("from afar main streets are wider than lanes", () => {
  expect(widthOf({ road_class: "trục chính" }, 13)).toBeGreaterThan(widthOf({ road_class: "hẻm" }, 13));
});

test.each([
  ["ONT", "#ffd0ff"],
  ["LUC", "#fffc8c"],
  ["ONT+LUC", "#ffd0ff"],
  ["XYZ", "#eeeeee"],
  [null, "#eeeeee"],
])("land use %s is drawn in %s", (value, colour) => {
  const [fill] = overlayLayers(parcels, PALETTES.light, null);
  const paint = fill?.type === "fill" ? fill.paint?.["fill-color"] : undefined;
  const expression = createExpression(paint, "layers[0].paint.fill-color");
  if (expression.result !== "success") throw new Error("no expression");
  expect(expression.value.evaluate({ zoom: 15 }, { type: 3, properties: { loai_dat: value } } as never)).toBe(colour);
});
