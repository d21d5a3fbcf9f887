/** Runs in workers: fetches tiles, cuts them into triangles and lays out labels, away from the page's own thread. */

import "maplibre-gl/worker";
