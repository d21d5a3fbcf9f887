/** Fills the panel with one feature: its record first, then what other services know of it. */

import type { Feature } from "geojson";
import { featureUrl, fetchFeature, RequestFailed } from "./api";
import { boundsOf } from "./bounds";
import type { Bbox, Catalog, Layer } from "./catalog";
import { codesOf } from "./codes";
import { type Commune, communeAt } from "./commune-at";
import { element, icon } from "./dom";
import { say } from "./language";
import { hasParcelCard, type ParcelCard, parcelCard } from "./parcel/card";
import { fetchZoning } from "./parcel/zoning";
import { zoningMissing, zoningView, zoningWaiting } from "./parcel/zoning-view";
import { inside, largestRing } from "./style/names";
import type { Neighbour, Place } from "./ui/card-parts";
import { featureCard, featureName } from "./ui/feature-card";
import { failure } from "./ui/notice";
import type { Panel } from "./ui/panel";

export interface DetailActions {
  /** What the search said of it; empty for nothing. */
  note: string;
  zoomTo(bounds: Bbox): void;
  copyLink(): Promise<boolean>;
  /** The feature's own name and extent are known now. */
  loaded(name: string, bounds: Bbox | null): void;
  retry(): void;
}

export class Detail {
  private request = new AbortController();

  constructor(
    private readonly catalog: Catalog,
    private readonly processes: string,
    private readonly panel: Panel,
  ) {}

  /** What was asked for isn't wanted any more. */
  abort(): void {
    this.request.abort();
  }

  async load(layer: Layer, id: number, place: Place | null, neighbours: Neighbour[], actions: DetailActions): Promise<void> {
    this.abort();
    const { signal } = (this.request = new AbortController());
    try {
      const [feature] = await Promise.all([fetchFeature(layer, id, signal), codesOf(layer)]);
      const bounds = boundsOf(feature.geometry);
      const card = this.card(layer, id, feature, place, neighbours, bounds, actions, signal);
      if (actions.note) card.prepend(element("p", { class: "dt-search-message" }, icon("info"), element("span", {}, actions.note)));
      this.panel.fill(card);
      actions.loaded(featureName(layer, feature.properties, id), bounds);
    } catch (error) {
      if (signal.aborted) return;
      const gone = error instanceof RequestFailed && (error.status === 404 || error.status === 410);
      this.panel.fill(failure(say(gone ? "featureGone" : "featureFailed"), "", gone ? null : actions.retry));
    }
  }

  private card(
    layer: Layer,
    id: number,
    feature: Feature,
    place: Place | null,
    neighbours: Neighbour[],
    bounds: Bbox | null,
    actions: DetailActions,
    signal: AbortSignal,
  ): HTMLElement {
    const own = {
      zoomTo: () => bounds && actions.zoomTo(bounds),
      copyLink: actions.copyLink,
      recordUrl: featureUrl(layer, id, "html"),
    };
    if (!hasParcelCard(layer)) return featureCard(layer, id, feature.properties, place, neighbours, own);
    const card = parcelCard(layer, id, feature.properties, place, neighbours, own);
    void fillZoning(card.zoning, this.processes, id, signal);
    void fillCommunes(card, this.catalog, feature, signal);
    return card.node;
  }
}

async function fillZoning(section: HTMLElement, processes: string, parcel: number, signal: AbortSignal): Promise<void> {
  section.replaceChildren(...zoningWaiting());
  try {
    section.replaceChildren(...zoningView(await fetchZoning(processes, parcel, signal)));
  } catch {
    if (!signal.aborted) section.replaceChildren(...zoningMissing());
  }
}

/** The commune of today, and the name of the one whose code the parcel carries. */
async function fillCommunes(card: ParcelCard, catalog: Catalog, { geometry, properties }: Feature, signal: AbortSignal): Promise<void> {
  const isArea = geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
  const at = isArea ? inside(largestRing(geometry)) : null;
  const look = async (layer: "communes" | "former_communes"): Promise<Commune | null> => {
    try {
      return at && (await communeAt(catalog, layer, at, signal));
    } catch {
      return null; // said as unknown below
    }
  };
  const [now, before] = await Promise.all([look("communes"), look("former_communes")]);
  if (signal.aborted) return;
  card.communeNow.textContent = now?.name ?? say("communeUnknown");
  // Codes were reused: a name is said only where the place agrees with it.
  const surveyed = [before, now].find((commune) => commune?.code === String(properties?.ma_xa));
  if (surveyed) card.communeAtSurvey.textContent = say("communeWithCode", surveyed.name, surveyed.code);
}
