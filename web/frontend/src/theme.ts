/** Light and dark: the page's attribute is the truth (set before the first paint by static/web/theme.js). */

import type { Scheme } from "./style/palette";

export function pageScheme(): Scheme {
  return document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light";
}

export function onSchemeChange(changed: (scheme: Scheme) => void): void {
  new MutationObserver(() => changed(pageScheme())).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-bs-theme"],
  });
}
