/** One short message over the map: what happened and what can be done. */

import { type Child, element, icon } from "../dom";
import { say } from "../language";

interface NoticeOptions {
  retry?: () => void;
  seconds?: number;
}

export class Notices {
  private timer: number | undefined;

  constructor(private readonly root: HTMLElement) {}

  say(text: string, options: NoticeOptions = {}): void {
    globalThis.clearTimeout(this.timer);
    const retry = options.retry;
    const children: Child[] = [icon("warning"), element("span", {}, text)];
    if (retry) {
      const again = (): void => {
        this.clear();
        retry();
      };
      children.push(element("button", { type: "button", class: "dt-text-button", onclick: again }, say("retry")));
    }
    children.push(
      element("button", { type: "button", class: "dt-icon-button", "aria-label": say("close"), onclick: () => this.clear() }, icon("close")),
    );
    this.root.replaceChildren(element("div", { class: "dt-notice" }, ...children));
    if (options.seconds) this.timer = globalThis.setTimeout(() => this.clear(), options.seconds * 1000);
  }

  clear(): void {
    this.root.replaceChildren();
  }
}

/** In place of the map or the panel's content, when there is nothing else to show. */
export function failure(text: string, hint: string, retry: (() => void) | null): HTMLElement {
  return element(
    "div",
    { class: "dt-empty", role: "alert" },
    element("p", {}, element("strong", {}, text)),
    hint !== "" && element("p", {}, hint),
    retry && element("button", { type: "button", class: "dt-button dt-button-main", onclick: retry }, say("retry")),
  );
}

/** Grey bars of the size of what is coming, so that nothing jumps when it arrives. */
export function skeleton(label: string, rows: number): HTMLElement {
  const bars = Array.from({ length: rows }, () => element("span", { class: "dt-bar" }));
  return element("div", { class: "dt-skeleton", role: "status", "aria-label": label }, ...bars);
}
