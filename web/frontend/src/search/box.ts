/** The one search box: suggestions while typing, what was found before, and a sentence for every other state. */

import type { Feature } from "geojson";
import { RequestFailed } from "../api";
import { element, icon } from "../dom";
import { pageLanguage, say } from "../language";
import { formatNumber } from "../values";
import { type Answer, fetchAnswer, LONGEST_QUERY, nameOf, obvious, type Result, said } from "./contract";
import { RecentSearches } from "./recent";
import { Suggestions } from "./suggestions";

export interface SearchActions {
  /** `message`: what the server said of the answer that the result was part of. */
  choose(result: Result, by: "keyboard" | "pointer", message: string): void;
  /** The box was emptied: what it had found needs no mark any more. */
  clear(): void;
  loadFeature(layer: string, id: number, signal: AbortSignal): Promise<Feature>;
  colourOf(layer: string, feature: Feature): string | null;
}

const PAUSE = 130;
const FEW = 10;
const MANY = 50;

export class SearchBox {
  private readonly input: HTMLInputElement;
  private readonly clearer: HTMLButtonElement;
  private readonly form: HTMLFormElement;
  private readonly status = element("div", { class: "dt-unseen", role: "status" });
  private readonly suggestions: Suggestions;
  private readonly recent = new RecentSearches();
  private timer: number | undefined;
  private request = new AbortController();
  private answer: Answer | null = null;
  /** What was typed when that answer was asked for. */
  private answered = "";
  private wantsObvious = false;

  constructor(
    root: HTMLElement,
    private readonly url: string,
    private readonly actions: SearchActions,
  ) {
    this.suggestions = new Suggestions({
      choose: (result) => this.choose(result, "pointer"),
      active: (id) => this.mark(id),
      thumbnail: actions,
    });
    this.input = element("input", {
      id: "search-input",
      type: "text",
      role: "combobox",
      inputmode: "search",
      enterkeyhint: "search",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: say("searchPlaceholder"),
      "aria-label": say("searchLabel"),
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": this.suggestions.listId,
      oninput: () => this.typed(),
      onfocus: () => this.open(),
      onclick: () => this.open(),
      onkeydown: (event) => this.onKey(event as KeyboardEvent),
    });
    this.clearer = element(
      "button",
      { type: "button", class: "dt-icon-button", "aria-label": say("searchClear"), title: say("searchClear"), onclick: () => this.empty() },
      icon("close"),
    );
    this.clearer.hidden = true;
    this.form = element(
      "form",
      { class: "dt-search", role: "search", onsubmit: (event) => event.preventDefault() },
      element("div", { class: "dt-search-line" }, icon("search"), this.input, this.clearer),
      this.suggestions.node,
      this.status,
    );
    root.replaceChildren(this.form);
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget as Node | null)) this.close();
    });
    // A press on the list must not take the focus from the input before the click counts.
    this.suggestions.node.addEventListener("pointerdown", (event) => {
      if ((event.target as HTMLElement).closest("[role=option]")) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => this.onShortcut(event));
    globalThis.addEventListener("online", () => this.isOpen && this.input.value.trim() && this.ask(FEW));
  }

  /** The box says what is shown on the map, without opening. */
  show(text: string): void {
    this.input.value = text;
    this.clearer.hidden = text === "";
  }

  private get isOpen(): boolean {
    return !this.suggestions.node.hidden;
  }

  private typed(): void {
    globalThis.clearTimeout(this.timer);
    this.wantsObvious = false;
    this.clearer.hidden = this.input.value === "";
    const query = this.input.value.trim();
    if (query === "") {
      this.forget();
      this.suggestions.showRecent(this.recent.all(), () => this.forgetRecent());
    } else if (query.length > LONGEST_QUERY) {
      this.forget();
      this.suggestions.say(say("searchTooLong"), say("searchTooLongHint", String(LONGEST_QUERY)));
    } else {
      this.suggestions.wait(this.answer === null);
      this.timer = globalThis.setTimeout(() => void this.ask(FEW), PAUSE);
    }
    this.expand(true);
  }

  private async ask(limit: number): Promise<void> {
    globalThis.clearTimeout(this.timer);
    const query = this.input.value.trim();
    this.request.abort();
    const request = (this.request = new AbortController());
    this.suggestions.wait(this.answer === null);
    try {
      const answer = await fetchAnswer(this.url, query, limit, pageLanguage(), request.signal);
      if (request.signal.aborted) return;
      this.answered = query;
      this.receive(answer, limit, request.signal);
    } catch (error) {
      if (request.signal.aborted) return;
      this.fail(error);
    }
  }

  private receive(answer: Answer, limit: number, signal: AbortSignal): void {
    this.answer = answer;
    const { results, message } = answer;
    const only = this.wantsObvious ? obvious(results) : null;
    this.wantsObvious = false;
    if (only) return this.choose(only, "keyboard");
    if (results.length > 0) this.suggestions.showResults(results, said(answer), results.length >= limit && limit < MANY ? () => void this.ask(MANY) : null, signal);
    else if (message) this.suggestions.say(message.sentence, message.way_out);
    else this.suggestions.say(say("searchNothing", answer.query), say("searchNothingHint"));
    this.status.textContent = [said(answer), say("searchCount", formatNumber(results.length, pageLanguage()))].filter(Boolean).join(" ");
  }

  private fail(error: unknown): void {
    this.answer = null;
    this.wantsObvious = false;
    const failed = error instanceof RequestFailed ? error : new RequestFailed(500);
    const again = (): void => {
      this.input.focus();
      void this.ask(FEW);
    };
    if (failed.said && failed.status < 500) this.suggestions.say(failed.said, "");
    else if (failed.status === 0) this.suggestions.say(say("searchOffline"), say("searchOfflineHint"), again);
    else this.suggestions.say(say("searchFailed"), say("searchFailedHint"), again);
    this.status.textContent = this.suggestions.text;
  }

  private choose(result: Result, by: "keyboard" | "pointer"): void {
    this.recent.add(result);
    this.show(nameOf(result));
    this.close();
    if (by === "pointer") this.input.blur();
    this.actions.choose(result, by, this.answer?.results.includes(result) ? said(this.answer) : "");
  }

  private onKey(event: KeyboardEvent): void {
    // Composing a letter with a Vietnamese keyboard uses Enter and arrows too.
    if (event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (this.isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
        else this.open();
        break;
      case "Enter":
        event.preventDefault();
        this.enter();
        break;
      case "Escape":
        event.stopPropagation();
        if (this.isOpen) this.close();
        else this.empty();
        break;
    }
  }

  /** Whoever chooses from the list keeps it: no answer under way may take it from under the arrows. */
  private move(by: 1 | -1): void {
    if (this.suggestions.hasOptions) {
      globalThis.clearTimeout(this.timer);
      if (this.suggestions.isWaiting) this.request.abort();
      this.suggestions.settle();
      this.wantsObvious = false;
    }
    this.suggestions.move(by);
  }

  private enter(): void {
    const active = this.suggestions.active;
    if (this.isOpen && active) return this.choose(active, "keyboard");
    if (this.input.value.trim() === "") return;
    if (this.answer && this.answered === this.input.value.trim()) {
      const known = obvious(this.answer.results);
      if (known) return this.choose(known, "keyboard");
      // Several fit: the list stays for choosing.
      return this.expand(true);
    }
    this.wantsObvious = true;
    this.expand(true);
    void this.ask(FEW);
  }

  private onShortcut(event: KeyboardEvent): void {
    const typing = (event.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }

  private open(): void {
    if (this.isOpen) return;
    if (this.input.value.trim() === "") this.suggestions.showRecent(this.recent.all(), () => this.forgetRecent());
    else if (this.answer === null) return void this.typed();
    this.expand(true);
  }

  private close(): void {
    globalThis.clearTimeout(this.timer);
    this.suggestions.settle();
    this.expand(false);
  }

  private empty(): void {
    this.input.value = "";
    this.actions.clear();
    this.input.focus();
    this.typed();
  }

  private forget(): void {
    this.request.abort();
    this.answer = null;
    this.status.textContent = "";
  }

  private forgetRecent(): void {
    this.recent.clear();
    this.suggestions.showRecent([], () => undefined);
    this.input.focus();
  }

  private expand(open: boolean): void {
    this.suggestions.node.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open && this.suggestions.hasOptions));
    if (!open) this.mark(null);
  }

  private mark(id: string | null): void {
    if (id) this.input.setAttribute("aria-activedescendant", id);
    else this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-expanded", String(this.isOpen && this.suggestions.hasOptions));
  }
}
