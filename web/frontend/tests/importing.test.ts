import { describe, expect, it } from "vitest";
import { changedMapping } from "../src/importing/columns";
import type { Column, Preview } from "../src/importing/contract";
import { filled } from "../src/filling";
import { keyOf, modeIsReady } from "../src/importing/mode";
import { changedValues } from "../src/importing/values";

const column = (name: string, field: string | null): Column => ({ name, field, type: "string", encoding: null, confidence: null, before: [], after: [], filled: 1, unlisted: [], codes: null });
const preview = { columns: [column("SOTO", "so_to"), column("TO", null), column("DIACHI", "dia_chi")] } as unknown as Preview;

describe("a sentence with a number", () => {
  it("has the word that goes with it", () => {
    expect(filled("{0} {0:feature|features} of {1}", ["1", "9"])).toBe("1 feature of 9");
    expect(filled("{0} {0:feature|features} of {1}", ["0", "9"])).toBe("0 features of 9");
    expect(filled("{1:is|are} {0}", ["a", "21"])).toBe("are a");
    expect(filled("{0} đối tượng", ["1"])).toBe("1 đối tượng");
  });
});

describe("what is said of columns after a change", () => {
  it("keeps what was matched", () => {
    expect(changedMapping(preview, {}, "TO", "")).toEqual({ SOTO: "so_to", DIACHI: "dia_chi", TO: "" });
  });
  it("takes a field from the column that had it, for good", () => {
    expect(changedMapping(preview, {}, "TO", "so_to")).toEqual({ SOTO: "", DIACHI: "dia_chi", TO: "so_to" });
  });
  it("says that a column has none, or its name would match again", () => {
    expect(changedMapping(preview, { mapping: { TO: "" } }, "SOTO", "")).toEqual({ SOTO: "", TO: "", DIACHI: "dia_chi" });
  });
});

describe("what is said of values after a change", () => {
  it("keeps what was said of others", () => {
    const said = { value_maps: { loai_dat: { nha: "ODT" }, cap: { a: "1" } } };
    expect(changedValues(said, "loai_dat", "ruong", "LUC")).toEqual({ loai_dat: { nha: "ODT", ruong: "LUC" }, cap: { a: "1" } });
  });
  it("leaves nothing behind once nothing is said", () => {
    expect(changedValues({ value_maps: { loai_dat: { nha: "ODT" } } }, "loai_dat", "nha", "")).toBeUndefined();
    expect(changedValues({}, "loai_dat", "nha", "ODT")).toEqual({ loai_dat: { nha: "ODT" } });
  });
});

describe("the key that an update goes by", () => {
  const laidBeside = (key: string[]): Preview => ({ ...preview, layer: { key, fields: [], new: false } }) as unknown as Preview;
  it("is the layer's own, as far as the file has it", () => {
    expect(keyOf(laidBeside(["commune_code", "so_to", "dia_chi"]), {})).toEqual(["so_to", "dia_chi"]);
  });
  it("is none without its last field, the most telling one", () => {
    expect(keyOf(laidBeside(["so_to", "so_thua"]), {})).toEqual([]);
  });
  it("is what was chosen, and one there has to be", () => {
    const chosen = { mode: "update" as const, key: ["dia_chi"] };
    expect(keyOf(laidBeside(["so_to"]), chosen)).toEqual(["dia_chi"]);
    expect(modeIsReady(laidBeside(["so_to"]), chosen)).toBe(true);
    expect(modeIsReady(laidBeside(["so_to"]), { mode: "update", key: [] })).toBe(false);
    expect(modeIsReady(laidBeside([]), { mode: "replace" })).toBe(true);
  });
});
