/** Places of a sentence filled in. */

/** `{0}` is the first value; `{0:feature|features}` the word that goes with it, in English. */
export function filled(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d)(?::([^|}]*)\|([^}]*))?\}/g, (_, index: string, one?: string, many?: string) => {
    const value = values[Number(index)] ?? "";
    return many === undefined ? value : value === "1" ? (one ?? "") : many;
  });
}
