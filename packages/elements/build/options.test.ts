import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { readOptions } from "./options.ts";

test("without options the package's own version and folders are used", () => {
  const { version, releases, dist } = readOptions([]);
  assert.match(version, /^\d+\.\d+\.\d+/);
  assert.match(releases, /packages[\\/]elements[\\/]releases$/);
  assert.match(dist, /packages[\\/]elements[\\/]dist$/);
});

test("options are taken", () => {
  const args = ["--version", "1.2.3-acme.1", "--releases", "kept", "--dist", "out"];
  assert.deepEqual(readOptions(args), {
    version: "1.2.3-acme.1",
    releases: resolve("kept"),
    dist: resolve("out"),
    keepSizes: false,
  });
});

for (const version of ["", "1", "1.2", "v1.2.3", "../1.2.3", "1.2.3/..", "1.2.3-", "latest", "1.2.3 "]) {
  test(`"${version}" is no version`, () => {
    assert.throws(() => readOptions([`--version=${version}`]), /version wants a number/);
  });
}

test("an option that there is not is refused", () => {
  assert.throws(() => readOptions(["--verson", "1.2.3"]), /--verson/);
});
