import { createHash } from "node:crypto";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";

/** Besides the package's own files: versions that pnpm writes into a manifest. */
const VERSIONS = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "packages/*/package.json"];

/** What is in a package's folder and is never packed. */
const NEVER = ["node_modules", ".pages"];

/** Names what the package `name` would be packed to: changes with every file that it is made from. */
export function packKey(root: string, name: string): string {
  const own = globSync(`packages/${name}/**`, {
    cwd: root,
    exclude: (path) => NEVER.some((part) => path.endsWith(part)),
  });
  const stamps = [...own, ...globSync(VERSIONS, { cwd: root })].sort().map((path) => {
    const stat = statSync(join(root, path));
    return stat.isFile() ? `${path} ${stat.size} ${stat.mtimeMs}` : path;
  });
  return createHash("sha256").update(stamps.join("\n")).digest("hex").slice(0, 16);
}
