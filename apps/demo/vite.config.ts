import { defineConfig } from "vite";

export default defineConfig({
  root: `${import.meta.dirname}/src/page`,
  appType: "mpa",
  build: {
    outDir: `${import.meta.dirname}/dist`,
    emptyOutDir: true,
    // The page's policy allows no inline script and no `data:` URL.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
