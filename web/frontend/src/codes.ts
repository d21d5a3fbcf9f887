/** What codes mean: each list is asked of `/api/codes/` once, with all that its codes ever meant. */

import { fetchJson } from "./api";
import type { Bilingual, Layer } from "./catalog";
import type { Language } from "./language";
import { rooted } from "./root";

export interface Code {
  code: string;
  title: Bilingual;
  valid_from: string | null;
  /** The first day after. */
  valid_to: string | null;
}

const titles = new Map<string, Map<string, Bilingual>>();
const asked = new Map<string, Promise<void>>();

/** Until the lists of a layer's fields are here; one that doesn't come leaves its codes as they are. */
export async function codesOf(layer: Layer): Promise<void> {
  await Promise.all(layer.fields.map((field) => field.code_list && listNamed(field.code_list)));
}

function listNamed(name: string): Promise<void> {
  const known = asked.get(name);
  if (known) return known;
  const coming = fetchJson<{ codes: Code[] }>(rooted(`/api/codes/${encodeURIComponent(name)}`), "application/json")
    .then(({ codes }) => keepCodes(name, codes, new Date().toLocaleDateString("sv-SE")))
    .catch(() => void asked.delete(name)); // asked again with the next feature
  asked.set(name, coming);
  return coming;
}

/** A code's title is that of the day; else the last before it; else the first after. */
export function keepCodes(name: string, codes: Code[], today: string): void {
  const rank = ({ valid_from, valid_to }: Code): number =>
    (valid_from ?? "") > today ? 0 : valid_to !== null && valid_to <= today ? 1 : 2;
  const best = new Map<string, Code>();
  for (const code of [...codes].sort((a, b) => (a.valid_from ?? "").localeCompare(b.valid_from ?? ""))) {
    const other = best.get(code.code);
    if (!other || rank(code) > rank(other) || (rank(code) === 1 && rank(other) === 1)) best.set(code.code, code);
  }
  titles.set(name, new Map([...best].map(([code, { title }]) => [code, title])));
}

/** A code's title, or "" where it isn't known. */
export function codeTitle(list: string, code: string, language: Language): string {
  return titles.get(list)?.get(code)?.[language] ?? "";
}

/** "ODT – Đất ở tại đô thị"; of several joined by "+" all titles; of plain words such as `led` the title alone. */
export function codeText(list: string, value: string, language: Language): string {
  const title = codeName(list, value, language);
  const plain = value.split("+").every((part) => /^[a-z][a-z0-9_]*$/.test(part.trim()));
  return plain || title === value ? title : `${value} – ${title}`;
}

/** The titles alone, as a thing is called by them; a value that isn't in the list stays as it is. */
export function codeName(list: string, value: string, language: Language): string {
  const known = titles.get(list);
  const parts = value.split("+").map((part) => part.trim());
  if (!known || !parts.some((part) => known.has(part))) return value;
  return parts.map((part) => codeTitle(list, part, language) || part).join(" + ");
}
