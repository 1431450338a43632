import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const IMPORT = /(?:from|import\()\s*"(\.[^"]+|@keyhole\/[^"]+)"/g;

/** Paths of the numbered list below a heading of a README, in order. Throws where the heading is missing. */
export function listedFiles(readme: string, heading: string): string[] {
  const [, after] = readme.split(`\n${heading}\n`);
  if (after === undefined) throw new Error(`The README lacks the heading "${heading}".`);
  const section = after.split(/\n#{1,3} /)[0] ?? "";
  return [...section.matchAll(/^\d+\. \[`([^`]+)`\]/gm)].map(([, path = ""]) => path);
}

/**
 * What is wrong with a walk through a package: a file that is missing, neighbours of which neither
 * imports the other, or more files than `max`. Empty for nothing. `home` is the package's folder.
 */
export function walkFaults(home: string, files: readonly string[], max: number): string[] {
  const missing = files.filter((path) => !existsSync(join(home, path)));
  if (missing.length > 0) return missing.map((path) => `${path} does not exist`);
  const apart = files.slice(1).flatMap((path, place) => {
    const before = files[place] ?? "";
    const areNeighbours = importsOf(home, before).has(path) || importsOf(home, path).has(before);
    return areNeighbours ? [] : [`${before} and ${path} do not import each other`];
  });
  return files.length > max ? [...apart, `${files.length} files are more than ${max}`] : apart;
}

/** Paths that a file imports, types and lazy imports included; an `index.ts` also stands for what it exports. */
function importsOf(home: string, path: string): Set<string> {
  const direct = namedIn(home, path);
  const indirect = direct.filter((each) => each.endsWith("/index.ts")).flatMap((each) => namedIn(home, each));
  return new Set([...direct, ...indirect]);
}

function namedIn(home: string, path: string): string[] {
  const source = readFileSync(join(home, path), "utf8");
  return [...source.matchAll(IMPORT)].map(([, to = ""]) =>
    relative(home, to.startsWith(".") ? resolve(home, path, "..", to) : exportedFile(home, to)),
  );
}

/** The file that another package of the workspace exports by this name, such as `@keyhole/contract`. */
function exportedFile(home: string, specifier: string): string {
  const [, name = "", way = ""] = /^@keyhole\/([^/]+)(.*)$/.exec(specifier) ?? [];
  const folder = join(home, "..", name);
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, exports[`.${way}`]);
}
