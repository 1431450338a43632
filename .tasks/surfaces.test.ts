import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongSurfaces } from "./surfaces.ts";

function surfacesOf(exports: unknown, exists = true): string[] {
  return wrongSurfaces("packages/a/package.json", { exports }, () => exists);
}

test("one index a way in, and built files", () => {
  assert.deepEqual(
    surfacesOf({ ".": "./src/index.ts", "./b": "./src/b/index.ts", "./k.js": "./dist/k.js" }),
    [],
  );
});

test("a second file as a way in is caught", () => {
  assert.match(surfacesOf({ "./b": "./src/b.ts" }).join(), /must be \.\/src\/b\/index\.ts/);
});

test("a file that does not exist is caught", () => {
  assert.match(surfacesOf({ ".": "./src/index.ts" }, false).join(), /does not exist/);
});

test("a package without exports is caught", () => {
  assert.match(surfacesOf(undefined).join(), /no exports/);
});
