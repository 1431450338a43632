import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { isOlder } from "./build-when-needed.ts";

const folder = mkdtempSync(join(tmpdir(), "keyhole-build-"));
after(() => rmSync(folder, { recursive: true }));

function fileFrom(name: string, time: number): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  utimesSync(path, time, time);
  return path;
}

test("a file is older than its sources when one of them is newer, also deep in a folder", () => {
  const bundle = fileFrom("bundle.js", 1000);
  mkdirSync(join(folder, "src", "deep"), { recursive: true });
  const source = fileFrom("src/deep/a.ts", 900);
  assert.equal(isOlder(bundle, [join(folder, "src")]), false);
  utimesSync(source, 1100, 1100);
  assert.equal(isOlder(bundle, [join(folder, "src")]), true);
});

test("what is built, installed or written by a test run is no source", () => {
  for (const name of ["dist", ".pages"]) mkdirSync(join(folder, "package", name), { recursive: true });
  const bundle = fileFrom("package/dist/bundle.js", 1000);
  fileFrom("package/dist/bundle.txt", 1100);
  fileFrom("package/.pages/a.ts", 1100);
  fileFrom("package/a.ts", 900);
  assert.equal(isOlder(bundle, [join(folder, "package")]), false);
});

test("a missing file is older, a missing source is not newer", () => {
  const bundle = fileFrom("bundle.js", 1000);
  assert.equal(isOlder(join(folder, "missing.js"), []), true);
  assert.equal(isOlder(bundle, [join(folder, "missing.ts")]), false);
});
