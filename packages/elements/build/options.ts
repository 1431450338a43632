import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { HOME } from "./build-files.ts";

export interface BuildOptions {
  /** What the release is called. Default: the version in package.json. */
  version: string;
  /** Folder of the releases that are kept. Default: `releases`. */
  releases: string;
  /** Folder that is written; what was in it is removed. Default: `dist`. */
  dist: string;
  /** Growth is measured against this build from now on. */
  keepSizes: boolean;
}

/** As it stands in a path: digits and dots, then what semver 2.0.0 allows behind them. */
const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** Reads `--version`, `--releases` and `--dist`, which tests and owners of a fork use, and `--keep-sizes`. */
export function readOptions(args: readonly string[]): BuildOptions {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { version: option, releases: option, dist: option, "keep-sizes": { type: "boolean" } },
  });
  const { version: own } = JSON.parse(readFileSync(join(HOME, "package.json"), "utf8")) as {
    version: string;
  };
  const { version = own } = values;
  if (!VERSION.test(version)) throw new TypeError(`version wants a number such as 1.2.3, not "${version}"`);
  return {
    version,
    releases: resolve(values.releases ?? join(HOME, "releases")),
    dist: resolve(values.dist ?? join(HOME, "dist")),
    keepSizes: values["keep-sizes"] ?? false,
  };
}
