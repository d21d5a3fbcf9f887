import { expect, test } from "vitest";
import { formatHash, parseHash } from "../src/hash";

test("view, layers and selection survive the address", () => {
  const state = {
    view: { zoom: 14.25, latitude: 10.95123, longitude: 106.82012 },
    layers: ["parcels", "communes"],
    at: { layer: "parcels", id: "12" },
  };
  expect(formatHash(state)).toBe("#14.25/10.95123/106.82012&layers=parcels,communes&at=parcels/12");
  expect(parseHash(formatHash(state))).toEqual(state);
});

test("no layer at all is something else than no word about layers", () => {
  expect(parseHash("#14/10/106&layers=").layers).toEqual([]);
  expect(parseHash("#14/10/106").layers).toBeNull();
});

test.each([
  ["", "nothing"],
  ["#14/10", "a number is missing"],
  ["#14/91/106", "beyond the Mercator map"],
  ["#14/10/190", "beyond the date line"],
  ["#a/b/c", "no numbers"],
])("%s is no view: %s", (hash) => {
  expect(parseHash(hash).view).toBeNull();
});
