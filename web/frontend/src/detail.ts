/** Fills the panel with one feature: its record first, then what other services know of it. */

import type { Feature } from "geojson";
import { featureUrl, fetchFeature, RequestFailed } from "./api";
import { boundsOf } from "./bounds";
import type { Bbox, Catalog, Layer } from "./catalog";
import { communeAt } from "./commune-at";
import { say } from "./language";
import { hasParcelCard, parcelCard } from "./parcel/card";
import { fetchZoning } from "./parcel/zoning";
import { zoningMissing, zoningView, zoningWaiting } from "./parcel/zoning-view";
import { inside, largestRing } from "./style/names";
import type { Neighbour, Place } from "./ui/card-parts";
import { featureCard, featureName } from "./ui/feature-card";
import { failure } from "./ui/notice";
import type { Panel } from "./ui/panel";

export interface DetailActions {
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
      const feature = await fetchFeature(layer, id, signal);
      const bounds = boundsOf(feature.geometry);
      this.panel.fill(this.card(layer, id, feature, place, neighbours, bounds, actions, signal));
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
    void fillCommune(card.commune, this.catalog, feature, signal);
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

async function fillCommune(cell: HTMLElement, catalog: Catalog, { geometry }: Feature, signal: AbortSignal): Promise<void> {
  let name: string | null = null;
  try {
    const isArea = geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
    if (isArea) name = await communeAt(catalog, inside(largestRing(geometry)), signal);
  } catch {
    // Said as unknown below.
  }
  if (!signal.aborted) cell.textContent = name ?? say("communeUnknown");
}
