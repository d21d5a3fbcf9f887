/** What was found before, in this browser only; the newest first. */

import type { Result } from "./contract";

const KEY = "dothi-recent-searches";
const KEPT = 6;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class RecentSearches {
  /** The store may be missing or refuse: then nothing is remembered, and nothing fails. */
  constructor(private readonly store: Store | null = browserStore()) {}

  all(): Result[] {
    try {
      const kept: unknown = JSON.parse(this.store?.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter(isResult).slice(0, KEPT) : [];
    } catch {
      return [];
    }
  }

  add(result: Result): void {
    const others = this.all().filter((one) => !same(one, result));
    try {
      this.store?.setItem(KEY, JSON.stringify([result, ...others].slice(0, KEPT)));
    } catch {
      // A full or forbidden store only means that nothing is remembered.
    }
  }

  clear(): void {
    try {
      this.store?.removeItem(KEY);
    } catch {
      // See above.
    }
  }
}

function browserStore(): Store | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

function same(one: Result, other: Result): boolean {
  if (one.kind !== other.kind) return false;
  if (one.id !== null || other.id !== null) return one.layer === other.layer && one.id === other.id;
  return one.title.vi === other.title.vi && String(one.point) === String(other.point);
}

function isResult(value: unknown): value is Result {
  const one = value as Partial<Result> | null;
  return typeof one?.kind === "string" && typeof one.title?.vi === "string" && typeof one.subtitle?.vi === "string";
}
