import { expect, test } from "vitest";
import type { Bbox } from "../src/catalog";
import { seaNames, within } from "../src/style/archipelagos";

const BOX: Bbox = [111.0, 15.6, 113.0, 17.2];
const MIDDLE: [number, number] = [112.0, 16.5];

test.each<[string, Bbox | null, [number, number]]>([
  ["nothing is known of the view", null, MIDDLE],
  ["the view holds it whole", [105, 8, 120, 22], MIDDLE],
  ["the view is elsewhere", [100, 8, 105, 12], MIDDLE],
])("the name stands in the middle when %s", (_, view, at) => {
  expect(within(BOX, view, MIDDLE)).toEqual(at);
});

test.each<[string, Bbox]>([
  ["its west", [110, 15.5, 111.4, 16.5]],
  ["its northeast corner", [112.6, 16.9, 114, 18]],
  ["one island", [112.32, 16.82, 112.35, 16.85]],
])("the name comes into a view that reaches %s", (_, view) => {
  const [x, y] = within(BOX, view, MIDDLE);
  expect(x > view[0] && x < view[2] && y > view[1] && y < view[3]).toBe(true);
});

test.each(["vi", "en"] as const)("both archipelagos carry Vietnamese names, in %s too", (language) => {
  const names = seaNames(language, null).features.map((feature) => String(feature.properties?.name));
  for (const name of ["Hoàng Sa", "Trường Sa"]) expect(names.some((one) => one.includes(name) && one.includes("Việt Nam"))).toBe(true);
});
