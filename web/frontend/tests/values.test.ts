import { expect, test } from "vitest";
import type { Field, FieldType } from "../src/catalog";
import { formatPosition, formatValue } from "../src/values";

const field = (type: FieldType, unit: string | null = null): Field => ({ name: "f", title: { vi: "F", en: "F" }, type, unit });

test.each([
  [field("decimal", "m²"), 1234.56, "1.234,6\u00a0m²", "1,234.6\u00a0m²"],
  [field("decimal", "m²"), 120, "120,0\u00a0m²", "120.0\u00a0m²"],
  [field("decimal", "km²"), 4718.25, "4.718,25\u00a0km²", "4,718.25\u00a0km²"],
  [field("integer"), 1045, "1045", "1045"],
  [field("integer", "kg"), 1045, "1.045\u00a0kg", "1,045\u00a0kg"],
  [field("date"), "2026-11-21", "21/11/2026", "21/11/2026"],
  [field("boolean"), true, "Có", "Yes"],
  [field("boolean"), false, "Không", "No"],
  [field("text"), "3-5", "3-5", "3-5"],
  [field("decimal"), "không rõ", "không rõ", "không rõ"],
])("%o %s reads %s in Vietnamese and %s in English", (described, value, vi, en) => {
  expect(formatValue(described, value, "vi")).toBe(vi);
  expect(formatValue(described, value, "en")).toBe(en);
});

test.each([null, undefined, ""])("%s is not given", (value) => {
  expect(formatValue(field("text"), value, "vi")).toBeNull();
});

test("zero is a value", () => {
  expect(formatValue(field("decimal", "m²"), 0, "vi")).toBe("0,0\u00a0m²");
});

test("positions say their hemisphere in words of the language", () => {
  expect(formatPosition(106.82012, 10.95123, "vi")).toBe("10,95123°\u00a0B  106,82012°\u00a0Đ");
  expect(formatPosition(-93.2, -1, "en")).toBe("1.00000°\u00a0S  93.20000°\u00a0W");
});
