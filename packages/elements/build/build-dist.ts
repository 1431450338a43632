import { rmSync } from "node:fs";
import { join } from "node:path";
import { type BuiltFiles, buildFiles } from "./build-files.ts";
import { currentErrorsPage, ERRORS_PAGE } from "./errors-page.ts";
import { fileFaults, headroomWarnings } from "./file-faults.ts";
import { grownModules, grownScripts, keepSizes, readKeptSizes, repeatedModules } from "./module-sizes.ts";
import type { BuildOptions } from "./options.ts";
import { differences, type Files, readReleases, writeFiles } from "./release-files.ts";
import { releaseManifest } from "./release-manifest.ts";
import { ADMIN, ENTRY } from "./release-table.ts";

/** What was built for the version of now, and what is wrong with it, a line each. */
export interface Built {
  files: Files;
  faults: string[];
  /** What grew, and which limits are nearly reached, a line each. */
  notes: string[];
}

/**
 * Writes what is deployed: `keyhole.js`, which moves with every release, every release below
 * `keyhole/<version>/`, the kept ones and that of now, and beside these the pages of the Worker of now and
 * `keyhole/manifest.json`. A version that was
 * released and would now have other bytes writes nothing.
 */
export async function buildDist(
  options: BuildOptions,
  build: (version: string) => Promise<BuiltFiles> = buildFiles,
): Promise<Built> {
  const { version, releases, dist } = options;
  const { files, modules } = await build(version);
  const kept = readReleases(releases);
  const released = kept.get(version);
  if (released !== undefined) {
    const names = differences(released, files);
    if (names.length > 0) return { files, faults: [changedRelease(options, names)], notes: [] };
  }

  const all = new Map([...kept, [version, files]]);
  rmSync(dist, { recursive: true, force: true });
  writeFiles(dist, withNotices(ENTRY, files));
  for (const [name, ofRelease] of all) writeFiles(join(dist, "keyhole", name), ofRelease);
  const manifest = `${JSON.stringify(releaseManifest(version, all), null, 2)}\n`;
  const errors = Buffer.from(currentErrorsPage(String(files.get(ERRORS_PAGE) ?? "")));
  writeFiles(
    join(dist, "keyhole"),
    new Map([["manifest.json", Buffer.from(manifest)], [ERRORS_PAGE, errors], ...withNotices(ADMIN, files)]),
  );

  if (options.keepSizes) keepSizes(modules);
  const sizes = readKeptSizes();
  const grown = (script: string) => grownModules(script, modules, sizes);
  return {
    files,
    faults: [...fileFaults(files, grown), ...repeatedModules(modules)],
    notes: [...grownScripts(modules, sizes), ...headroomWarnings(files, grown)],
  };
}

/** A script, and the notices beside it. */
function withNotices(script: string, files: Files): Files {
  return new Map([...files].filter(([name]) => name === script || name === `${script}.LEGAL.txt`));
}

function changedRelease({ version, releases }: BuildOptions, names: readonly string[]): string {
  return `${version} is released, and these sources build it with other bytes (${names.join(", ")}).
A release never changes: raise "version" in packages/elements/package.json. What was released is in ${releases}.`;
}
