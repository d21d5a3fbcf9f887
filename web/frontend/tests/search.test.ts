import { expect, test } from "vitest";
import { groupedByKind, obvious, type Result, severalParcels } from "../src/search/contract";
import { outlinePath } from "../src/search/outline";
import { RecentSearches } from "../src/search/recent";

const found = (changes: Partial<Result> = {}): Result => ({
  kind: "parcel",
  title: { vi: "Tờ 9, thửa 45", en: "Sheet 9, parcel 45" },
  subtitle: { vi: "Phường Quang Vinh cũ", en: "Former Quang Vinh ward" },
  layer: "parcels",
  id: 1,
  point: [106.84, 10.95],
  bbox: null,
  score: 1,
  exact: true,
  ...changes,
});

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

test("kinds stand together, the best one first", () => {
  const results = [found(), found({ kind: "street", id: null }), found({ id: 2 })];
  expect(groupedByKind(results).map(({ kind, results: own }) => [kind, own.length])).toEqual([["parcel", 2], ["street", 1]]);
});

test.each([
  ["nothing", [], null],
  ["the only one", [found({ exact: false })], 1],
  ["the only exact one", [found({ id: 5, exact: false }), found({ id: 6 })], 6],
  ["coordinates before what lies there", [found({ kind: "coordinate", id: null }), found({ id: 6 })], null],
  ["none of several parcels with one number", [found({ id: 5 }), found({ id: 6 })], null],
])("Enter takes %s", (_, results, id) => {
  expect(obvious(results)?.id ?? null).toBe(id);
  if (results[0]?.kind === "coordinate") expect(obvious(results)).toBe(results[0]);
});

test("small maps tell several parcels apart, and one needs none", () => {
  expect(severalParcels([found(), found({ id: 2 })])).toBe(true);
  expect(severalParcels([found(), found({ kind: "street" })])).toBe(false);
});

test("the newest search comes first, each once, six in all", () => {
  const recent = new RecentSearches(memory());
  for (const id of [1, 2, 3, 4, 5, 6, 7, 3]) recent.add(found({ id }));
  expect(recent.all().map((result) => result.id)).toEqual([3, 7, 6, 5, 4, 2]);
  recent.clear();
  expect(recent.all()).toEqual([]);
});

test("places without a number are told apart by name and position", () => {
  const recent = new RecentSearches(memory());
  const street = found({ kind: "street", layer: null, id: null });
  recent.add(street);
  recent.add(street);
  recent.add({ ...street, point: [106.85, 10.95] });
  expect(recent.all()).toHaveLength(2);
});

test.each([["no JSON", "{"], ["another shape", '{"a":1}'], ["strange entries", '[1,null,{"kind":"parcel"}]']])("a store with %s remembers nothing", (_, text) => {
  const store = memory();
  store.setItem("dothi-recent-searches", text);
  expect(new RecentSearches(store).all()).toEqual([]);
});

test("without a store nothing is remembered and nothing fails", () => {
  const recent = new RecentSearches(null);
  recent.add(found());
  expect(recent.all()).toEqual([]);
});

test("an outline has north up and fills its square", () => {
  const square = { type: "Polygon" as const, coordinates: [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]] };
  expect(outlinePath(square, 50, 5)).toBe("M5 35L45 35L45 15L5 15Z");
});

test.each([[null], [{ type: "Point" as const, coordinates: [106, 10] }]])("%o has no outline", (geometry) => {
  expect(outlinePath(geometry, 50, 5)).toBeNull();
});
