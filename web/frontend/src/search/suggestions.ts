/** What opens under the search box: results in groups, recent ones, or a sentence. A listbox in the ARIA sense. */

import type { Feature } from "geojson";
import { element, icon, type IconName } from "../dom";
import { say, title, type Word } from "../language";
import { groupedByKind, nameOf, type Result, type ResultKind, severalParcels } from "./contract";
import { thumbnail } from "./thumbnail";

const KINDS: Record<ResultKind, { icon: IconName; heading: Word }> = {
  parcel: { icon: "parcel", heading: "kindParcel" },
  address: { icon: "address", heading: "kindAddress" },
  street: { icon: "street", heading: "kindStreet" },
  commune: { icon: "area", heading: "kindCommune" },
  former_commune: { icon: "history", heading: "kindFormerCommune" },
  province: { icon: "area", heading: "kindProvince" },
  plan: { icon: "plan", heading: "kindPlan" },
  feature: { icon: "feature", heading: "kindFeature" },
  coordinate: { icon: "coordinate", heading: "kindCoordinate" },
};

interface SuggestionActions {
  choose(result: Result): void;
  /** The id of the option that the arrows reached, or null. */
  active(id: string | null): void;
  thumbnail: {
    loadFeature(layer: string, id: number, signal: AbortSignal): Promise<Feature>;
    colourOf(layer: string, feature: Feature): string | null;
  };
}

interface Option {
  result: Result;
  node: HTMLElement;
}

interface Group {
  node: HTMLElement;
  options: Option[];
}

export class Suggestions {
  readonly listId = "search-list";
  readonly node: HTMLElement;
  private readonly note = element("div", { class: "dt-search-note" });
  private readonly list = element("div", { id: this.listId, role: "listbox", "aria-label": say("searchResults") });
  private readonly foot = element("div", { class: "dt-search-foot" });
  private options: Option[] = [];
  private at = -1;

  constructor(private readonly actions: SuggestionActions) {
    this.node = element("div", { class: "dt-suggestions" }, this.note, this.list, this.foot);
    this.node.hidden = true;
  }

  get active(): Result | null {
    return this.options[this.at]?.result ?? null;
  }

  get hasOptions(): boolean {
    return this.options.length > 0;
  }

  get isWaiting(): boolean {
    return this.node.classList.contains("dt-waiting");
  }

  get text(): string {
    return this.note.textContent ?? "";
  }

  showResults(results: Result[], message: string, more: (() => void) | null, signal: AbortSignal): void {
    const drawn = severalParcels(results);
    const groups = groupedByKind(results).map(({ kind, results: own }) => this.group(say(headingOf(kind)), own, drawn ? signal : null));
    this.fill(message ? [element("p", { class: "dt-search-message" }, icon("info"), element("span", {}, message))] : [], groups);
    this.foot.replaceChildren(...(more ? [textButton(say("searchMore"), more)] : []));
  }

  showRecent(results: Result[], clear: () => void): void {
    if (results.length === 0) {
      this.fill([element("p", { class: "dt-search-hint" }, say("searchHint"))], []);
      this.foot.replaceChildren();
      return;
    }
    this.fill([], [this.group(say("searchRecent"), results, null)]);
    this.foot.replaceChildren(textButton(say("searchForget"), clear));
  }

  /** A sentence instead of results, and what can be done. */
  say(sentence: string, hint: string, retry: (() => void) | null = null): void {
    this.fill(
      [
        element("p", { class: "dt-search-said" }, element("strong", {}, sentence)),
        ...(hint ? [element("p", { class: "dt-search-hint" }, hint)] : []),
        ...(retry ? [element("button", { type: "button", class: "dt-button", onclick: retry }, say("retry"))] : []),
      ],
      [],
    );
    this.foot.replaceChildren();
  }

  /** Earlier results stay until new ones come; where there are none, grey rows stand in their place. */
  wait(nothingYet: boolean): void {
    this.node.classList.add("dt-waiting");
    if (!nothingYet) return;
    const rows = Array.from({ length: 3 }, () => element("span", { class: "dt-bar" }));
    this.fill([element("div", { class: "dt-skeleton", role: "status", "aria-label": say("searchWaiting") }, ...rows)], [], true);
    this.foot.replaceChildren();
  }

  settle(): void {
    this.node.classList.remove("dt-waiting");
  }

  move(by: 1 | -1): void {
    const { length } = this.options;
    if (length === 0) return;
    // From the last option the arrow leads back to the text, and from there to the first.
    const next = this.at + by;
    this.activate(next >= length ? -1 : next < -1 ? length - 1 : next);
  }

  private activate(index: number): void {
    this.options[this.at]?.node.setAttribute("aria-selected", "false");
    this.at = index;
    const node = this.options[index]?.node;
    node?.setAttribute("aria-selected", "true");
    node?.scrollIntoView({ block: "nearest" });
    this.actions.active(node?.id ?? null);
  }

  private fill(note: Node[], groups: Group[], waiting = false): void {
    if (!waiting) this.settle();
    this.note.replaceChildren(...note);
    this.list.replaceChildren(...groups.map((group) => group.node));
    this.list.hidden = groups.length === 0;
    this.options = groups.flatMap((group) => group.options);
    this.options.forEach((option, index) => (option.node.id = `search-option-${index}`));
    this.at = -1;
    this.actions.active(null);
  }

  private group(heading: string, results: Result[], drawing: AbortSignal | null): Group {
    const options = results.map((result) => ({ result, node: this.option(result, drawing) }));
    const node = element(
      "div",
      { role: "group", "aria-label": heading },
      element("p", { class: "dt-theme", "aria-hidden": "true" }, heading),
      ...options.map((option) => option.node),
    );
    return { node, options };
  }

  private option(result: Result, drawing: AbortSignal | null): HTMLElement {
    const subtitle = title(result.subtitle);
    return element(
      "div",
      { role: "option", class: "dt-option", "aria-selected": "false", "data-kind": result.kind, onclick: () => this.actions.choose(result) },
      this.sign(result, drawing),
      element(
        "span",
        { class: "dt-option-text" },
        element("span", { class: "dt-option-title" }, nameOf(result)),
        subtitle !== "" && element("small", {}, subtitle),
      ),
    );
  }

  /** The kind's icon, or the parcel itself where several have to be told apart. */
  private sign(result: Result, drawing: AbortSignal | null): Node {
    const { layer, id, kind } = result;
    if (!drawing || kind !== "parcel" || layer === null || id === null) return icon(KINDS[kind]?.icon ?? "feature");
    const { loadFeature, colourOf } = this.actions.thumbnail;
    return thumbnail((signal) => loadFeature(layer, id, signal), (feature) => colourOf(layer, feature), drawing);
  }
}

export function headingOf(kind: ResultKind): Word {
  return KINDS[kind]?.heading ?? "kindFeature";
}

function textButton(text: string, act: () => void): HTMLElement {
  return element("button", { type: "button", class: "dt-text-button", onclick: act }, text);
}
