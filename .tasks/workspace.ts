import { existsSync, globSync, readFileSync } from "node:fs";
import type { SourceFile } from "./arrows.ts";

const IGNORED = ["node_modules", "dist", ".wrangler"];

/** Sources and package.json files of all packages and apps, and of `.tasks`. */
export function readSources(root: string): SourceFile[] {
  return find(root, ["{packages,apps,.tasks}/**/*.{ts,js,mjs}", "{packages,apps}/*/package.json"]).map(
    (path) => ({ path, text: readFileSync(`${root}${path}`, "utf8") }),
  );
}

/** The package.json of everything that others may import. */
export function readManifests(root: string): { path: string; manifest: unknown }[] {
  return find(root, ["packages/*/package.json"]).map((path) => ({
    path,
    manifest: JSON.parse(readFileSync(`${root}${path}`, "utf8")) as unknown,
  }));
}

/** Folders with a tsconfig.json of their own. */
export function typedFolders(root: string): string[] {
  return find(root, ["{packages,apps}/**/tsconfig.json", ".tasks/tsconfig.json"])
    .map((path) => path.replace(/\/tsconfig\.json$/, ""))
    .sort();
}

export function hasFile(root: string): (path: string) => boolean {
  return (path) => existsSync(`${root}${path}`);
}

function find(root: string, patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: (name) => IGNORED.includes(name) }).map((path) =>
    path.replaceAll("\\", "/"),
  );
}
