import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "vite";
import manifest from "./package.json" with { type: "json" };

/** Builds what is published: both commands, and the config of the deployable Worker, which owners get. */
const HOME = import.meta.dirname;
const DIST = join(HOME, "dist");
const OUTSIDE = Object.keys(manifest.dependencies);
const wrangler = createRequire(import.meta.url).resolve("wrangler/package.json");
const versions = {
  keyhole: manifest.version,
  wrangler: (JSON.parse(readFileSync(wrangler, "utf8")) as { version: string }).version,
};

rmSync(DIST, { recursive: true, force: true });
await build({
  configFile: false,
  root: HOME,
  logLevel: "warn",
  define: { KEYHOLE_VERSIONS: JSON.stringify(versions) },
  build: {
    target: "node22",
    ssr: true,
    minify: false,
    rolldownOptions: {
      // It warns where the machine is busy.
      checks: { pluginTimings: false },
      input: { "create-keyhole": "src/create-keyhole.ts", keyhole: "src/keyhole.ts" },
      external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
      output: { chunkFileNames: "shared.js" },
    },
  },
  ssr: { noExternal: true },
});
mkdirSync(join(DIST, "template"));
copyFileSync(join(HOME, "../../apps/edge/wrangler.jsonc"), join(DIST, "template", "wrangler.jsonc"));
