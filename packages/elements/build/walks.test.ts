import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { test } from "node:test";
import { HOME } from "./build-files.ts";

const FILES_MAX = 9;
const IMPORT = /(?:from|import\()\s*"(\.[^"]+)"/g;

/** Paths of the numbered list below a heading of a README, in order. */
function listedFiles(readme: string, heading: string): string[] {
  const [, after] = readme.split(`\n${heading}\n`);
  assert.ok(after !== undefined, `The README lacks the heading "${heading}".`);
  const section = after.split(/\n#{1,3} /)[0] ?? "";
  return [...section.matchAll(/^\d+\. \[`([^`]+)`\]/gm)].map(([, path = ""]) => path);
}

/** Paths that a file imports, types and lazy imports included; an `index.ts` also stands for what it exports. */
function importsOf(path: string): Set<string> {
  const direct = namedIn(path);
  const indirect = direct.filter((each) => each.endsWith("/index.ts")).flatMap(namedIn);
  return new Set([...direct, ...indirect]);
}

function namedIn(path: string): string[] {
  const source = readFileSync(join(HOME, path), "utf8");
  return [...source.matchAll(IMPORT)].map(([, to = ""]) => relative(HOME, resolve(HOME, path, "..", to)));
}

/** What is wrong with a walk; empty for nothing. */
function walkFaults(files: readonly string[]): string[] {
  const missing = files.filter((path) => !existsSync(join(HOME, path)));
  if (missing.length > 0) return missing.map((path) => `${path} does not exist`);
  const apart = files.slice(1).flatMap((path, place) => {
    const before = files[place] ?? "";
    const areNeighbours = importsOf(before).has(path) || importsOf(path).has(before);
    return areNeighbours ? [] : [`${before} and ${path} do not import each other`];
  });
  const count = files.length > FILES_MAX ? [`${files.length} files are more than ${FILES_MAX}`] : [];
  return [...apart, ...count];
}

for (const heading of ["### Walk of one call", "### Walk of one token"]) {
  test(`"${heading}" lists existing files that import each other in order`, () => {
    const files = listedFiles(readFileSync(join(HOME, "README.md"), "utf8"), heading);
    assert.ok(files.length > 2, "The walk is a numbered list of linked paths.");
    assert.deepEqual(walkFaults(files), []);
  });
}

test("a walk with a missing file, or with two that know nothing of each other, is refused", () => {
  assert.deepEqual(walkFaults(["src/no-such-file.ts"]), ["src/no-such-file.ts does not exist"]);
  assert.deepEqual(walkFaults(["src/keyhole.ts", "src/base/clock.ts"]), [
    "src/keyhole.ts and src/base/clock.ts do not import each other",
  ]);
});

test("the recipe for a filter lists existing files", () => {
  const files = listedFiles(readFileSync(join(HOME, "README.md"), "utf8"), "### Adding a filter");
  assert.ok(files.length > 0, "The recipe is a numbered list of linked paths.");
  assert.deepEqual(
    files.filter((path) => !existsSync(join(HOME, path))),
    [],
  );
});
