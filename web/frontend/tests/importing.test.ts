import { describe, expect, it } from "vitest";
import { changedMapping } from "../src/importing/columns";
import type { Column, Preview } from "../src/importing/contract";

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
