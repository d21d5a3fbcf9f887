import { expect, test } from "vitest";
import { contains } from "../src/commune-at";
import { parcelName } from "../src/parcel/name";
import { formatShare, limitsOf, upperLimit, type ZoningPart } from "../src/parcel/zoning";
import { layer } from "./catalog-fixture";

const part = (parameters: Record<string, unknown>): ZoningPart => ({
  chuc_nang: "DAT_O_Nhomnhao",
  title: { vi: "Nhóm nhà ở", en: "Housing" },
  overlap: false,
  colour: "#cc9900",
  area_m2: 120,
  share: 1,
  ma_ho_so_qh: null,
  parameters,
});

test.each([
  ["60", 60],
  ["40-60", 60],
  ["3–5", 5],
  ["≤ 7", 7],
  ["0,5-2,0", 2],
  ["≤ 0,05", 0.05],
  [3.5, 3.5],
  ["60 %", 60],
  ["theo quy chế", null],
  ["7 (có hầm)", null],
  ["", null],
  [null, null],
])("the upper limit of %s is %s", (given, most) => {
  expect(upperLimit(given)).toBe(most);
});

test("limits say at most how much, and what that means here", () => {
  const given = part({ mat_do_xd: "40-60", tang_cao: "≤ 7", he_so_sdd: "3,5" });
  expect(limitsOf(given, "vi").map((limit) => limit.value)).toEqual(["tối đa 60\u00a0% = 72,0\u00a0m²", "tối đa 7 tầng", "tối đa 3,5 lần"]);
  expect(limitsOf(given, "en").map((limit) => limit.value)).toEqual(["at most 60\u00a0% = 72.0\u00a0m²", "at most 7 storeys", "at most 3.5"]);
});

test("what can't be read as a number is shown as it was delivered, and nothing for nothing", () => {
  expect(limitsOf(part({ mat_do_xd: "theo thiết kế đô thị", tang_cao: null }), "vi").map((limit) => limit.value)).toEqual(["theo thiết kế đô thị"]);
  expect(limitsOf({ ...part({}), parameters: null }, "vi")).toEqual([]);
});

test.each([
  [1, "100\u00a0%"],
  [0.625, "62,5\u00a0%"],
  [0.9996, ">\u00a099,9\u00a0%"],
  [0.0004, "<\u00a00,1\u00a0%"],
  [0.04, "4\u00a0%"],
  [0, "0\u00a0%"],
])("a share of %s reads %s", (share, text) => {
  expect(formatShare(share, "vi")).toBe(text);
});

test("a place in a hole is outside", () => {
  const ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
  const hole = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]];
  expect(contains({ type: "MultiPolygon", coordinates: [[ring, hole]] }, [2, 2])).toBe(true);
  expect(contains({ type: "Polygon", coordinates: [ring, hole] }, [5, 5])).toBe(false);
  expect(contains(null, [5, 5])).toBe(false);
});

test("parcels go by sheet and number, when both are known", () => {
  const field = (name: string) => ({ name, title: { vi: name, en: name }, type: "text" as const, unit: null });
  const parcels = layer("parcels", { fields: [field("so_to"), field("so_thua")] });
  speak("vi");
  expect(parcelName(parcels, { so_to: "9", so_thua: "45" })).toBe("Tờ 9, thửa 45");
  expect(parcelName(parcels, { so_to: null, so_thua: "45" })).toBeNull();
  expect(parcelName(layer("trees"), { so_to: "9", so_thua: "45" })).toBeNull();
});

function speak(lang: string): void {
  globalThis.document = { documentElement: { lang } } as Document;
}
