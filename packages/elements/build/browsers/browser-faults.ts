import { join } from "node:path";
import { readOptions } from "../options.ts";
import { type Files, readReleases } from "../release-files.ts";
import { APART } from "../release-table.ts";
import { EXCEPTIONS, type Exception } from "./exceptions.ts";
import { newerFeatures } from "./newer-features.ts";

/**
 * What the built files use although a supported browser lacks it, and exceptions that nothing needs any more, a
 * line each. Empty when all is well.
 */
export function browserFaults(files: Files, exceptions: readonly Exception[] = EXCEPTIONS): string[] {
  // The vendors' client looks for what it uses, and its vendors say where it runs.
  const uses = newerFeatures(new Map([...files].filter(([name]) => name !== APART)));
  const excepted = exceptions.flatMap(({ features }) => features);
  const wrong = uses.filter(({ path }) => !excepted.some((feature) => isBelow(path, feature)));
  const idle = excepted.filter((feature) => !uses.some(({ path }) => isBelow(path, feature)));
  return [
    ...wrong.map(
      ({ file, path, lackedBy }) => `${file} uses ${path}, which came later: ${lackedBy.join(", ")}`,
    ),
    ...idle.map((feature) => `${feature} is an exception that no file needs`),
  ];
}

/** The same for the release of now in a folder that was built. */
export function browserFaultsIn(dist: string): string[] {
  const { version } = readOptions([]);
  const files = readReleases(join(dist, "keyhole")).get(version);
  return files ? browserFaults(files) : [`${dist} has no release ${version}: the build failed`];
}

function isBelow(path: string, feature: string): boolean {
  return path === feature || path.startsWith(`${feature}.`);
}
