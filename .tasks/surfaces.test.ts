import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wrongSurfaces } from "./surfaces.ts";

function surfacesOf(exports: unknown, exists = true): string[] {
  return wrongSurfaces("packages/a/package.json", { exports }, () => exists);
}

describe("wrongSurfaces", () => {
  it("accepts source files and built files", () => {
    assert.deepEqual(surfacesOf({ ".": "./src/index.ts", "./b": "./src/b.ts", "./k.js": "./dist/k.js" }), []);
  });

  it("reports test code", () => {
    assert.match(surfacesOf({ "./testing": "./test/support/index.ts" }).join(), /test code/);
    assert.match(surfacesOf({ "./b": "./src/b.test.ts" }).join(), /test code/);
  });

  it("reports a file that does not exist", () => {
    assert.match(surfacesOf({ ".": "./src/index.ts" }, false).join(), /does not exist/);
  });

  it("reports a target that is no source file", () => {
    assert.match(surfacesOf({ ".": "./src/index.css" }).join(), /no source file/);
  });

  it("reports a package without exports", () => {
    assert.match(surfacesOf(undefined).join(), /must be an object/);
  });
});
