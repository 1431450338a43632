import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeDeclarations } from "@keyhole/dev/publish";
import { build } from "vite";
import manifest from "./package.json" with { type: "json" };

/**
 * Builds what is published: the entry points as modules, with the packages of the workspace inside, and their types.
 * What `dependencies` names stays outside.
 */
const HOME = import.meta.dirname;
const ENTRIES = {
  index: "src/index.ts",
  objects: "src/objects.ts",
  testing: "src/testing.ts",
  worker: "src/worker.ts",
};
const OUTSIDE = [...Object.keys(manifest.dependencies), "cloudflare:workers"];

rmSync(join(HOME, "dist"), { recursive: true, force: true });
await build({
  configFile: false,
  root: HOME,
  logLevel: "warn",
  build: {
    target: "es2023",
    minify: false,
    lib: { entry: ENTRIES, formats: ["es"] },
    rolldownOptions: {
      // It warns where the machine is busy.
      checks: { pluginTimings: false },
      external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
      output: { chunkFileNames: "shared.js" },
    },
  },
});
writeDeclarations({ name: "broker", entries: Object.values(ENTRIES), out: join(HOME, "dist", "types") });
