import { describe, expect, it } from "vitest";
import { changedMapping } from "../src/importing/columns";
import type { Column, Preview } from "../src/importing/contract";
import { keyOf, modeIsReady } from "../src/importing/mode";

const column = (name: string, field: string | null): Column => ({ name, field, type: "string", encoding: null, confidence: null, before: [], after: [], filled: 1 });
const preview = { columns: [column("SOTO", "so_to"), column("TO", null), column("DIACHI", "dia_chi")] } as unknown as Preview;

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
