import { expect, test } from "vitest";
import { type Code, codeName, codeText, keepCodes } from "../src/codes";
import { formatValue } from "../src/values";

const code = (name: string, vi: string, en: string, from: string | null = null, to: string | null = null): Code => ({
  code: name,
  title: { vi, en },
  valid_from: from,
  valid_to: to,
});

keepCodes(
  "uses",
  [
    code("ODT", "Đất ở tại đô thị", "Urban residential land"),
    code("LUC", "Đất chuyên trồng lúa", "Rice land"),
    code("led", "Đèn LED", "LED lamp"),
    code("A", "nay", "now", "2026-01-01", null),
    code("A", "xưa", "then", null, "2026-01-01"),
    code("B", "cũ nhất", "oldest", null, "2020-01-01"),
    code("B", "cũ", "old", "2020-01-01", "2025-01-01"),
    code("C", "sắp có", "coming", "2027-01-01"),
  ],
  "2026-11-24",
);

test.each([
  ["ODT", "ODT – Đất ở tại đô thị", "ODT – Urban residential land"],
  ["ODT+LUC", "ODT+LUC – Đất ở tại đô thị + Đất chuyên trồng lúa", "ODT+LUC – Urban residential land + Rice land"],
  ["ODT+?", "ODT+? – Đất ở tại đô thị + ?", "ODT+? – Urban residential land + ?"],
  ["led", "Đèn LED", "LED lamp"],
  ["A", "A – nay", "A – now"],
  ["B", "B – cũ", "B – old"],
  ["C", "C – sắp có", "C – coming"],
  ["Z", "Z", "Z"],
])("%s reads %s in Vietnamese and %s in English", (value, vi, en) => {
  const field = { name: "use", title: { vi: "", en: "" }, type: "code" as const, unit: null, code_list: "uses" };
  expect(formatValue(field, value, "vi")).toBe(vi);
  expect(formatValue(field, value, "en")).toBe(en);
});

test("a thing is called by the titles alone", () => {
  expect(codeName("uses", "ODT+LUC", "vi")).toBe("Đất ở tại đô thị + Đất chuyên trồng lúa");
  expect(codeName("uses", "Z", "vi")).toBe("Z");
});

test("a list that didn't come leaves codes as they are", () => {
  expect(codeText("unknown", "ODT", "vi")).toBe("ODT");
});
