/** Addresses of this server below the prefix under which the reader reached it: the page's frame says which. */

export function rooted(path: string): string {
  const root = globalThis.document?.body.dataset["root"] ?? "/";
  return `${root}${path.replace(/^\//, "")}`;
}
