/** Colours of the quiet basemap and of what marks a selection, light and dark. Land-use colours come from the catalog. */

export type Scheme = "light" | "dark";

export interface Palette {
  outside: string;
  land: string;
  provinceLine: string;
  communeLine: string;
  label: string;
  quietLabel: string;
  seaLabel: string;
  halo: string;
  selection: string;
  selectionCasing: string;
  featureLabel: string;
  featureHalo: string;
  /** The city's own ground, under everything that has a meaning by its colour. */
  water: string;
  waterLine: string;
  waterLabel: string;
  green: string;
  greenLabel: string;
  cemetery: string;
  tree: string;
  treeLine: string;
  building: string;
  buildingLine: string;
  road: string;
  roadMajor: string;
  roadCasing: string;
  roadside: string;
  roadLabel: string;
  /** Outlines of coloured areas; null leaves the layer's own. */
  areaLine: string | null;
  /** The share of their opacity that coloured areas have: at night they must not glare. */
  areaOpacity: number;
  borderOpacity: number;
  /** The share of its opacity that what isn't in focus keeps. */
  steppedBack: number;
}

// "outside" is sea as well as neighbouring land: a blue would call other countries water, so it stays a cool grey.
export const PALETTES: Record<Scheme, Palette> = {
  light: {
    outside: "#dfe5e9",
    land: "#f7f6f3",
    provinceLine: "#a9a39b",
    communeLine: "#cfcac2",
    label: "#3e444b",
    quietLabel: "#656c74",
    seaLabel: "#52708a",
    halo: "rgba(255, 255, 255, 0.9)",
    selection: "#1239b5",
    selectionCasing: "#ffffff",
    featureLabel: "#1f262e",
    featureHalo: "rgba(255, 255, 255, 0.8)",
    water: "#cfdde6",
    waterLine: "#b4c8d5",
    waterLabel: "#49708c",
    green: "#dfead6",
    greenLabel: "#4c6b3f",
    cemetery: "#dde0d3",
    tree: "#6fa35a",
    treeLine: "#4d7d3b",
    building: "rgba(120, 112, 100, 0.2)",
    buildingLine: "rgba(90, 82, 70, 0.45)",
    road: "#ffffff",
    roadMajor: "#fffdf6",
    roadCasing: "#cbc7c0",
    roadside: "#eceae6",
    roadLabel: "#565d66",
    areaLine: null,
    areaOpacity: 1,
    borderOpacity: 0.85,
    steppedBack: 0.6,
  },
  dark: {
    outside: "#0f151a",
    land: "#1e252b",
    provinceLine: "#596570",
    communeLine: "#36404a",
    label: "#d3dbe3",
    quietLabel: "#97a4b0",
    seaLabel: "#7f9db8",
    halo: "rgba(15, 21, 26, 0.9)",
    selection: "#ffffff",
    selectionCasing: "#1b3fae",
    featureLabel: "#14191f",
    featureHalo: "rgba(255, 255, 255, 0.6)",
    water: "#17303f",
    waterLine: "#234657",
    waterLabel: "#86b0c9",
    green: "#22332a",
    greenLabel: "#93b894",
    cemetery: "#2a3029",
    tree: "#4f8a54",
    treeLine: "#7db37c",
    building: "rgba(150, 166, 182, 0.17)",
    buildingLine: "rgba(170, 186, 202, 0.35)",
    road: "#39434d",
    roadMajor: "#46515c",
    roadCasing: "#14191e",
    roadside: "#272f37",
    roadLabel: "#b4c0cb",
    areaLine: "#1a1f25",
    areaOpacity: 0.8,
    borderOpacity: 0.4,
    steppedBack: 0.8,
  },
};
