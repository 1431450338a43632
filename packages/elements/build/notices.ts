import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Packages that ship as one file, with their dependencies inside. */
const WITH_DEPENDENCIES: ReadonlySet<string> = new Set(["livekit-client"]);

interface Package {
  name: string;
  version: string;
  /** SPDX expression. */
  license?: string;
  dependencies?: Record<string, string>;
}

/**
 * What other people ask to be kept of their code, of the modules with these file names. Minified chunks have lost it;
 * the packages have it.
 */
export function noticesOf(modules: readonly string[]): string {
  const notices = modules
    .filter((id) => id.includes("/node_modules/"))
    .flatMap((id) => {
      const home = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? "";
      return readFileSync(id, "utf8").match(/\/\*[*!](?:(?!\*\/).)*@license.*?\*\//gs) ?? licensesOf(home);
    });
  return [...new Set(notices)].map((notice) => `${notice}\n`).join("\n");
}

/** The license of a package whose modules name none, and of what it holds. */
function licensesOf(home: string, seen = new Set<string>(), isHeld = false): string[] {
  if (seen.has(home) || !existsSync(join(home, "package.json"))) return [];
  seen.add(home);
  const {
    name,
    version,
    license,
    dependencies = {},
  } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Package;
  const file = readdirSync(home).find((each) => /^licen[cs]e\b/i.test(each));
  const terms = file ? readFileSync(join(home, file), "utf8") : license;
  const own = terms ? [`${name} ${version}\n\n${terms}`] : [];
  if (!isHeld && !WITH_DEPENDENCIES.has(name)) return own;
  // pnpm puts a package beside what it depends on.
  const beside = home.slice(0, -name.length);
  const held = Object.keys(dependencies).filter((each) => existsSync(join(beside, each)));
  return [...own, ...held.flatMap((each) => licensesOf(realpathSync(join(beside, each)), seen, true))];
}
