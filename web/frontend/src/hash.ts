/**
 * The address keeps view, layers, and what was chosen: a feature or a marked place.
 * `#14.2/10.95123/106.82012&layers=parcels,communes&at=parcels/12`, `#…&pin=10.951234/106.820123`.
 */

export interface View {
  zoom: number;
  latitude: number;
  longitude: number;
}

export interface Selection {
  layer: string;
  id: string;
}

export interface HashState {
  view: View | null;
  layers: string[] | null;
  at: Selection | null;
  pin: [longitude: number, latitude: number] | null;
}

export function parseHash(hash: string): HashState {
  const state: HashState = { view: null, layers: null, at: null, pin: null };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [key, value] = splitOnce(part, "=");
    if (value === null) state.view = parseView(key) ?? state.view;
    else if (key === "layers") state.layers = decoded(value).split(",").filter(Boolean);
    else if (key === "at") state.at = parseSelection(decoded(value));
    else if (key === "pin") state.pin = parsePin(value);
  }
  return state;
}

export function formatHash(state: HashState): string {
  const parts: string[] = [];
  if (state.view) {
    const { zoom, latitude, longitude } = state.view;
    parts.push(`${Number(zoom.toFixed(2))}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`);
  }
  if (state.layers) parts.push(`layers=${state.layers.map(encodeURIComponent).join(",")}`);
  if (state.at) parts.push(`at=${encodeURIComponent(state.at.layer)}/${encodeURIComponent(state.at.id)}`);
  if (state.pin) parts.push(`pin=${state.pin[1].toFixed(6)}/${state.pin[0].toFixed(6)}`);
  return `#${parts.join("&")}`;
}

function parseView(text: string): View | null {
  const parts = text.split("/").map(Number);
  const [zoom, latitude, longitude] = parts;
  if (parts.length !== 3 || zoom === undefined || latitude === undefined || longitude === undefined) return null;
  if (!parts.every(Number.isFinite) || Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return null;
  return { zoom, latitude, longitude };
}

function parsePin(text: string): [number, number] | null {
  const view = parseView(`0/${text}`);
  return view ? [view.longitude, view.latitude] : null;
}

/** Half an address that was cut off is read as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseSelection(text: string): Selection | null {
  const [layer, id] = splitOnce(text, "/");
  return layer && id ? { layer, id } : null;
}

function splitOnce(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + mark.length)];
}
