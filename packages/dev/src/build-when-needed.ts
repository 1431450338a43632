import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "./processes/index.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

interface Build {
  /** Its folder, from the root. */
  folder: string;
  /** A file that every build writes. */
  output: string;
  /** Arguments for this Node. */
  args: readonly string[];
  /** Sources besides the folder, from the root. */
  sources: readonly string[];
}

const VITE = ["node_modules/vite/bin/vite.js", "build"];
const BUILDS = {
  elements: {
    folder: "packages/elements",
    output: "dist/keyhole.js",
    args: ["build.ts"],
    sources: ["packages/contract/src", "pnpm-lock.yaml"],
  },
  "elements library": {
    folder: "packages/elements",
    output: "lib/index.js",
    args: ["build-library.ts"],
    sources: ["packages/contract/src", "pnpm-lock.yaml"],
  },
  broker: {
    folder: "packages/broker",
    output: "dist/index.js",
    args: ["build.ts"],
    sources: ["packages/contract/src", "packages/upstream/src", "pnpm-lock.yaml"],
  },
  "create-keyhole": {
    folder: "packages/create-keyhole",
    output: "dist/template/wrangler.jsonc",
    args: ["build.ts"],
    sources: ["packages/contract/src", "packages/upstream/src", "apps/edge/wrangler.jsonc", "pnpm-lock.yaml"],
  },
  demo: { folder: "apps/demo", output: "dist/index.html", args: VITE, sources: [] },
  playground: {
    folder: "apps/playground",
    output: "dist/index.html",
    args: VITE,
    sources: ["apps/demo/src/page/base.css"],
  },
} satisfies Record<string, Build>;

/** What is in a folder and is no source. */
const NO_SOURCES = [".pages", "dist", "lib", "node_modules"];

/** Builds where the output is missing or older than its sources. */
export function buildWhenNeeded(name: keyof typeof BUILDS, onBuild: () => void = () => {}): void {
  const { folder, output, args, sources }: Build = BUILDS[name];
  const cwd = join(ROOT, folder);
  if (!isOlder(join(cwd, output), [cwd, ...sources.map((source) => join(ROOT, source))])) return;
  onBuild();
  const result = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (result.status !== 0) {
    throw new StartError(`${folder} could not be built.\n\n${result.stdout}${result.stderr}`);
  }
}

/** True where `file` is missing or older than any file in `sources` (files or folders). */
export function isOlder(file: string, sources: readonly string[]): boolean {
  const made = statSync(file, { throwIfNoEntry: false });
  return made === undefined || sources.some((source) => newestMs(source) > made.mtimeMs);
}

function newestMs(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter((name) => !NO_SOURCES.includes(name));
  return Math.max(0, ...names.map((name) => newestMs(join(path, name))));
}
