import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { writeDeclarations } from "@keyhole/dev/publish";
import { build } from "vite";
import type { Manifest } from "../manifest/manifest-types.ts";
import { BUILD_TARGETS } from "./browsers/oldest-browsers.ts";
import { HOME } from "./build-files.ts";
import { frameworkEntries } from "./framework-entries.ts";

/** Modules that a page may import, by the name of their file. */
const ENTRIES = { index: "src/index.ts", register: "src/keyhole.ts" };

interface PackageFile {
  version: string;
  dependencies: Record<string, string>;
}

/**
 * Writes the elements as a library: modules that load lazily what a page needs later, and their types. Lit stays
 * outside, so that a page has one copy of it.
 */
export async function buildLibrary(lib: string): Promise<void> {
  const { version, dependencies } = JSON.parse(
    readFileSync(join(HOME, "package.json"), "utf8"),
  ) as PackageFile;
  const outside = Object.keys(dependencies);
  rmSync(lib, { recursive: true, force: true });
  await build({
    configFile: false,
    root: HOME,
    logLevel: "warn",
    define: { KEYHOLE_VERSION: JSON.stringify(version) },
    build: {
      target: BUILD_TARGETS,
      minify: false,
      outDir: lib,
      lib: { entry: ENTRIES, formats: ["es"] },
      rolldownOptions: {
        // It warns where the machine is busy.
        checks: { pluginTimings: false },
        external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
        output: { chunkFileNames: "chunks/[name].js" },
      },
    },
  });
  writeDeclarations({ name: "elements", entries: Object.values(ENTRIES), out: join(lib, "types") });
  buildWhenNeeded("elements");
  const manifest = JSON.parse(readFileSync(join(HOME, "dist/custom-elements.json"), "utf8")) as Manifest;
  for (const [path, text] of Object.entries(frameworkEntries(manifest))) writeFileSync(join(lib, path), text);
}
