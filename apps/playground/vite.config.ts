import { defineConfig } from "vite";

const PAGES = `${import.meta.dirname}/src/page`;

export default defineConfig({
  root: PAGES,
  appType: "mpa",
  build: {
    outDir: `${import.meta.dirname}/dist`,
    emptyOutDir: true,
    rolldownOptions: { input: [`${PAGES}/index.html`, `${PAGES}/state.html`] },
    // The pages' policy allows no inline script and no `data:` URL.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
