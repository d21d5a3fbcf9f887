/** Values as people read them: 1.234,5 m² and 21/11/2026 in Vietnamese, 1,234.5 m² in English. */

import type { Field } from "./catalog";
import { codeText } from "./codes";
import { type Language, sayIn } from "./language";

const LOCALES: Record<Language, string> = { vi: "vi-VN", en: "en-GB" };

export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A field's value with its unit; null when nothing is recorded. */
export function formatValue(field: Field, value: unknown, language: Language): string | null {
  if (value === null || value === undefined || value === "") return null;
  switch (field.type) {
    case "boolean":
      return sayIn(language, value === true || value === "true" ? "yes" : "no");
    case "date":
      return formatDate(String(value));
    case "time":
      return formatTime(String(value), language);
    case "integer":
    case "decimal":
      return formatMeasure(field, value, language);
    case "code":
      return codeText(field.code_list ?? "", String(value), language);
    default:
      return withUnit(String(value), field);
  }
}

/** Numbers without a unit are names of things (sheet 12, parcel 1045): their digits aren't grouped. */
function formatMeasure(field: Field, value: unknown, language: Language): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return withUnit(String(value), field);
  if (field.type === "integer") return field.unit ? withUnit(formatNumber(number, language), field) : String(number);
  if (field.unit === "m²") return withUnit(formatNumber(number, language, 1), field);
  const text = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 3 }).format(number);
  return withUnit(text, field);
}

function withUnit(text: string, field: Field): string {
  return field.unit ? `${text}\u00a0${field.unit}` : text;
}

/** 2026-11-21 -> 21/11/2026 in both languages; anything else stays as it is. */
export function formatDate(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : text;
}

function formatTime(text: string, language: Language): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return text;
  const clock = new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit" }).format(time);
  const [day, month] = [time.getDate(), time.getMonth() + 1].map((part) => String(part).padStart(2, "0"));
  return `${day}/${month}/${time.getFullYear()} ${clock}`;
}

/** 10,95123° B 106,82012° Đ: five decimals are about a metre. */
export function formatPosition(longitude: number, latitude: number, language: Language): string {
  const north = sayIn(language, latitude < 0 ? "latitudeSouth" : "latitudeNorth");
  const east = sayIn(language, longitude < 0 ? "longitudeWest" : "longitudeEast");
  const degrees = (value: number): string => `${formatNumber(Math.abs(value), language, 5)}°`;
  return `${degrees(latitude)}\u00a0${north}  ${degrees(longitude)}\u00a0${east}`;
}
