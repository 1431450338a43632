import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "../processes/start-error.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const ELEMENTS = join(ROOT, "packages", "elements");
const BUNDLE = join(ELEMENTS, "dist", "keyhole.js");

/** What the bundle is made from. */
const SOURCES = [ELEMENTS, join(ROOT, "packages", "contract", "src"), join(ROOT, "pnpm-lock.yaml")];
/** What is in those folders and is no source. */
const NO_SOURCES = ["dist", "node_modules"];

/** Builds the elements where the bundle is missing or older than its sources. */
export function buildElementsWhenNeeded(onBuild: () => void = () => {}): void {
  if (!isOlder(BUNDLE, SOURCES)) return;
  onBuild();
  const result = spawnSync(process.execPath, ["build.ts"], { cwd: ELEMENTS, encoding: "utf8" });
  if (result.status !== 0) {
    throw new StartError(`The elements could not be built.\n\n${result.stdout}${result.stderr}`);
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
