import { defineConfig } from "vite";

// Two entries: the map application, and the look of all other pages. Names carry a hash of their content, so that
// browsers may keep them for ever; Django finds them through the manifest (web/templatetags/frontend.py).
export default defineConfig({
  base: "./",
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
    rollupOptions: { input: { map: "src/map.ts", pages: "src/pages.ts" } },
  },
  worker: { format: "es" },
});
