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
    borderOpacity: 0.4,
    steppedBack: 0.8,
  },
};
