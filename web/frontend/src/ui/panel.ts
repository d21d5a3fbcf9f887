/** The one panel: beside the map on a desk, a sheet from below on a phone. It holds the layers or one feature. */

import { element, icon } from "../dom";
import { say } from "../language";

/** Letters from which a heading is set smaller. */
const LONG = 56;
const PHONE = "(max-width: 640px)";

export interface PanelContent {
  /** Small line over the heading: what kind of thing this is. */
  kind: string | null;
  heading: string;
  body: HTMLElement;
  /** Set for a feature: leads back to the layers. */
  onBack: (() => void) | null;
}

export class Panel {
  private back: (() => void) | null = null;
  private readonly opener: HTMLButtonElement;
  private readonly phone = globalThis.matchMedia(PHONE);

  constructor(
    private readonly root: HTMLElement,
    private readonly onClose: () => void,
    returnFocus: () => void,
  ) {
    this.opener = element(
      "button",
      { type: "button", class: "dt-opener", "aria-controls": root.id, "aria-label": say("showLayers") },
      icon("layers"),
      element("span", {}, say("layers")),
    );
    root.after(this.opener);
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      if (this.back) this.back();
      else this.close();
      returnFocus();
    });
  }

  get isPhone(): boolean {
    return this.phone.matches;
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  onOpen(open: () => void): void {
    this.opener.addEventListener("click", () => {
      open();
      this.focus();
    });
  }

  show(content: PanelContent): void {
    this.back = content.onBack;
    const heading = element("h2", { tabindex: "-1" });
    const head = element(
      "header",
      { class: "dt-panel-head" },
      this.handle(),
      content.onBack &&
        element(
          "button",
          { type: "button", class: "dt-icon-button", "aria-label": say("backToLayers"), title: say("backToLayers"), onclick: content.onBack },
          icon("back"),
        ),
      element("div", { class: "dt-panel-title" }, content.kind && element("p", {}, content.kind), heading),
      element(
        "button",
        { type: "button", class: "dt-icon-button", "aria-label": say("close"), title: say("close"), onclick: () => this.close() },
        icon("close"),
      ),
    );
    this.root.replaceChildren(head, element("div", { class: "dt-panel-body" }, content.body));
    this.root.hidden = false;
    this.opener.hidden = true;
    this.rename(content.heading);
  }

  /** Replaces what is under the head, which stays where it is. */
  fill(body: HTMLElement): void {
    this.root.querySelector(".dt-panel-body")?.replaceChildren(body);
  }

  rename(heading: string): void {
    const node = this.root.querySelector("h2");
    if (node) node.textContent = heading;
    node?.classList.toggle("dt-long", heading.length > LONG);
    this.root.setAttribute("aria-label", heading);
  }

  focus(): void {
    this.root.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  close(): void {
    const held = this.root.contains(document.activeElement);
    this.root.hidden = true;
    this.root.classList.remove("dt-sheet-tall");
    this.opener.hidden = false;
    if (held) this.opener.focus();
    this.onClose();
  }

  /** How much of the map the panel covers, for fitting views beside it. */
  padding(): { top: number; right: number; bottom: number; left: number } {
    const clear = { top: this.isPhone ? 84 : 40, right: 60, bottom: 50, left: 40 };
    if (!this.isOpen) return clear;
    if (this.isPhone) return { ...clear, bottom: this.root.offsetHeight + 64 };
    return { ...clear, left: this.root.offsetWidth + 52 };
  }

  private handle(): HTMLElement {
    return element("button", {
      type: "button",
      class: "dt-handle",
      "aria-hidden": "true",
      tabindex: "-1",
      onclick: () => this.root.classList.toggle("dt-sheet-tall"),
    });
  }
}
