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
const all = catalog(
  parcels,
  layer("provinces", { min_zoom: 0, style: borders }),
  layer("communes", { min_zoom: 6, style: borders }),
  layer("roads", { geometry: "line" }),
  layer("trees", { geometry: "point", label_field: "species" }),
);

const shown = (changes: Partial<Shown> = {}): Shown => ({
  visible: new Set(all.layers.map((one) => one.name)),
  scheme: "light",
  language: "vi",
  names: new NamePlaces(),
  selected: null,
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
  expect(inDrawingOrder(all.layers).map((one) => one.name)).toEqual(["provinces", "communes", "parcels", "roads", "trees"]);
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
