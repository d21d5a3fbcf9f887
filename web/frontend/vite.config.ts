import { defineConfig } from "vite";

const maplibre = decodeURIComponent(new URL("node_modules/maplibre-gl/src/", import.meta.url).pathname);

// Entries: the map application, the worker that reads tiles for it, the look of all other pages, a job's page, the look
// of the audit log, the pages of rights, a new key's page, the import page, the pages of runs. Names carry a hash of their
// content, so that browsers may keep them for ever; Django finds them through the manifest
// (web/templatetags/frontend.py).
//
// MapLibre is built from its own source: its ready-made files hold what page and worker share twice, a quarter of what
// a first visit would fetch. Built together, both import one file.
export default defineConfig({
  base: "./",
  resolve: {
    alias: [
      { find: /^maplibre-gl$/, replacement: `${maplibre}index.ts` },
      { find: /^maplibre-gl\/worker$/, replacement: `${maplibre}source/worker.ts` },
    ],
  },
  // Its classes name fields without setting them: those must not wipe out what a parent's constructor has set.
  oxc: { assumptions: { setPublicClassFields: true }, typescript: { removeClassFieldsWithoutInitializer: true } },
  build: {
    outDir: "../static/map",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    cssCodeSplit: true,
    assetsDir: "",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { map: "src/map.ts", "tile-worker": "src/tile-worker.ts", pages: "src/pages.ts", job: "src/job.ts", audit: "src/audit.ts", access: "src/access.ts", clients: "src/clients.ts", import: "src/import.ts", run: "src/run.ts" } },
  },
});
