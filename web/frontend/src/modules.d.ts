/** MapLibre's worker, which its package builds but doesn't type; vite.config.ts says where it lies. */
declare module "maplibre-gl/worker";
