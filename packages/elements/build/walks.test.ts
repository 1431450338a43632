import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { listedFiles, walkFaults } from "@keyhole/dev/readme";
import { HOME } from "./build-files.ts";

const FILES_MAX = 9;

for (const heading of ["### Walk of one call", "### Walk of one token", "### Walk of one talk"]) {
  test(`"${heading}" lists existing files that import each other in order`, () => {
    const files = listedFiles(readFileSync(join(HOME, "README.md"), "utf8"), heading);
    assert.ok(files.length > 2, "The walk is a numbered list of linked paths.");
    assert.deepEqual(walkFaults(HOME, files, FILES_MAX), []);
  });
}

test("the recipe for a filter lists existing files", () => {
  const files = listedFiles(readFileSync(join(HOME, "README.md"), "utf8"), "### Adding a filter");
  assert.ok(files.length > 0, "The recipe is a numbered list of linked paths.");
  assert.deepEqual(
    files.filter((path) => !existsSync(join(HOME, path))),
    [],
  );
});
