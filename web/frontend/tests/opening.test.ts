import { expect, test } from "vitest";
import { openingBox, openingZoom } from "../src/opening";
import { catalog, layer } from "./catalog-fixture";

test("without city layers the map opens on the city", () => {
  expect(openingBox(catalog())).toEqual([106.79, 10.92, 106.88, 10.98]);
  expect(openingZoom(catalog())).toBe(0);
});

test("it opens where the city's layers are, near enough to see them", () => {
  const shown = catalog(layer("parcels"), layer("provinces", { min_zoom: 0, bbox: [102, 7, 118, 24] }));
  expect(openingBox(shown)).toEqual([106.81, 10.94, 106.83, 10.96]);
  expect(openingZoom(shown)).toBe(13.25);
});

test.each([
  ["another city's", layer("rotterdam_parcels", { bbox: [4.4, 51.8, 4.5, 51.9] })],
  ["a hidden", layer("parcels", { visible: false })],
  ["an empty", layer("parcels", { bbox: null })],
])("%s layer doesn't draw the view", (_, one) => {
  expect(openingBox(catalog(one))).toEqual([106.79, 10.92, 106.88, 10.98]);
});
