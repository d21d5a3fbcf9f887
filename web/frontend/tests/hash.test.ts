import { expect, test } from "vitest";
import { formatHash, parseHash } from "../src/hash";

test("view, layers and selection survive the address", () => {
  const state = {
    view: { zoom: 14.25, latitude: 10.95123, longitude: 106.82012 },
    layers: ["parcels", "communes"],
    at: { layer: "parcels", id: "12" },
    pin: null,
  };
  expect(formatHash(state)).toBe("#14.25/10.95123/106.82012&layers=parcels,communes&at=parcels/12");
  expect(parseHash(formatHash(state))).toEqual(state);
});

test("a marked place survives the address", () => {
  const state = { view: null, layers: null, at: null, pin: [106.820123, 10.951234] as [number, number] };
  expect(formatHash(state)).toBe("#pin=10.951234/106.820123");
  expect(parseHash(formatHash(state))).toEqual(state);
});

test.each(["#pin=10.9", "#pin=95/106", "#pin=x/y", "#at=%E0%A4%A"])("%s marks nothing and breaks nothing", (hash) => {
  expect(parseHash(hash)).toMatchObject({ at: null, pin: null });
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
