import { defineConfig } from "vite";

const PAGE = `${import.meta.dirname}/src/page`;

export default defineConfig({
  root: PAGE,
  appType: "mpa",
  build: {
    outDir: `${import.meta.dirname}/dist`,
    emptyOutDir: true,
    rolldownOptions: { input: ["index", "cekura", "overview", "talk"].map((name) => `${PAGE}/${name}.html`) },
    // The page's policy allows no inline script and no `data:` URL.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
