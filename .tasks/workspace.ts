import { existsSync, globSync, readFileSync } from "node:fs";

const IGNORED = ["node_modules", "dist", ".wrangler"];

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
