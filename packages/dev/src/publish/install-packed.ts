import { existsSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { manifestIn, unpack } from "./tarball.ts";

const PACKAGES = join(import.meta.dirname, "../../..");

/**
 * Installs a packed package into the `node_modules` of a folder, without a registry: its dependencies are links to what
 * the workspace has installed for it. A dependency that it does not name is not there. Packages of the workspace must
 * be installed before those that depend on them.
 */
export function installPacked(folder: string, tarball: string): void {
  const modules = join(folder, "node_modules");
  const { name, dependencies = {} } = manifestIn(tarball);
  const home = join(modules, name);
  mkdirSync(home, { recursive: true });
  unpack(tarball, home);
  for (const dependency of Object.keys(dependencies)) {
    const link = join(modules, dependency);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    const source = join(PACKAGES, name.replace(/^@keyhole\//, ""), "node_modules", dependency);
    symlinkSync(realpathSync(source), link);
  }
}
