import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the versions stand that are installed. */
const INSTALLED = ["@keyhole/broker", "@keyhole/elements"].map((name) => `node_modules/${name}/package.json`);

/** A tag for the Worker's version. The same files and versions have the same one, so nothing is deployed twice. */
export function deploymentTag(folder: string): string {
  const hash = createHash("sha256");
  for (const file of [...filesIn(folder), ...INSTALLED]) {
    const path = join(folder, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return `keyhole-${hash.digest("hex").slice(0, 12)}`;
}

/** The owner's own files, in order. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && !name.startsWith("."))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      return readdirSync(join(folder, entry.name), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name).slice(folder.length + 1));
    })
    .sort();
}
