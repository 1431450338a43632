import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { buildDist } from "./build-dist.ts";
import type { BuildOptions } from "./options.ts";
import { type Files, integrityOf, readReleases, writeFiles } from "./release-files.ts";
import type { ReleaseManifest } from "./release-manifest.ts";
import { BUNDLE, RELEASE_FILES } from "./release-table.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keyhole-elements-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const options = (version: string): BuildOptions => ({
  version,
  releases: join(folder, "releases"),
  dist: join(folder, "dist"),
  keepSizes: false,
});

/** Every file of a version, all with the same words. */
function filesOf(version: string, words = version): Files {
  const names = [...RELEASE_FILES.map(({ name }) => name), BUNDLE, "keyhole.js.LEGAL.txt"];
  return new Map(names.map((name) => [name, Buffer.from(`${name} of ${words}\n`)]));
}

const build = (version: string, words?: string) =>
  buildDist(options(version), async () => ({ files: filesOf(version, words), modules: {} }));
const keep = (version: string) => writeFiles(join(folder, "releases", version), filesOf(version));
const read = (path: string) => readFileSync(join(folder, "dist", path), "utf8");
const manifest = () => JSON.parse(read("keyhole/manifest.json")) as ReleaseManifest;

test("a version that is not released yet may be built again and again, with other bytes", async () => {
  assert.deepEqual((await build("1.0.0", "one")).faults, []);
  assert.deepEqual((await build("1.0.0", "two")).faults, []);
  assert.equal(read("keyhole/1.0.0/call.js"), "call.js of two\n");
  assert.equal(read("keyhole.js"), "keyhole.js of two\n");
});

test("a release stays byte for byte, and keyhole.js moves on", async () => {
  keep("1.0.0");
  assert.deepEqual((await build("1.1.0")).faults, []);
  assert.deepEqual(readReleases(join(folder, "dist", "keyhole")).get("1.0.0"), filesOf("1.0.0"));
  assert.deepEqual(readReleases(join(folder, "dist", "keyhole")).get("1.1.0"), filesOf("1.1.0"));
  assert.equal(read("keyhole.js"), read("keyhole/1.1.0/keyhole.js"));
  assert.equal(read("keyhole.js.LEGAL.txt"), read("keyhole/1.1.0/keyhole.js.LEGAL.txt"));
});

test("a release may be built again from the sources that it was made of", async () => {
  keep("1.0.0");
  assert.deepEqual((await build("1.0.0")).faults, []);
});

const changes: [what: string, change: (release: string) => void, name: string][] = [
  ["other bytes", (release) => writeFileSync(join(release, "call.js"), "other"), "call.js"],
  ["a file less", (release) => rmSync(join(release, "events.js")), "events.js"],
  ["a file more", (release) => writeFileSync(join(release, "more.js"), ""), "more.js"],
];
for (const [what, change, name] of changes) {
  test(`a release is not built with ${what}: it says so, and writes nothing`, async () => {
    keep("1.0.0");
    await build("1.0.0");
    const before = read("keyhole/manifest.json");
    change(join(folder, "releases", "1.0.0"));
    const { faults } = await build("1.0.0");
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? "", /^1\.0\.0 is released.*raise "version"/s);
    assert.ok(faults[0]?.includes(`(${name})`), faults[0]);
    assert.equal(read("keyhole/manifest.json"), before);
  });
}

test("the manifest has every release, the highest first, with the hash of each file", async () => {
  for (const version of ["1.9.0", "1.10.0", "0.1.0"]) keep(version);
  await build("2.0.0");
  const { latest, releases } = manifest();
  assert.equal(latest, "2.0.0");
  assert.deepEqual(
    releases.map(({ version }) => version),
    ["2.0.0", "1.10.0", "1.9.0", "0.1.0"],
  );
  for (const { version, files, bundle } of releases) {
    assert.deepEqual(Object.keys(files), [...filesOf(version).keys()].sort());
    assert.ok(files[bundle]);
    for (const [name, { bytes, integrity }] of Object.entries(files)) {
      const text = read(`keyhole/${version}/${name}`);
      assert.deepEqual(
        { bytes, integrity },
        { bytes: text.length, integrity: integrityOf(Buffer.from(text)) },
      );
    }
  }
});

test("the manifest is the same for the same releases", async () => {
  keep("1.0.0");
  await build("1.1.0");
  const before = read("keyhole/manifest.json");
  await build("1.1.0");
  assert.equal(read("keyhole/manifest.json"), before);
});

test("integrity is what the standard's example says", () => {
  // W3C Subresource Integrity, section 3.1.
  assert.equal(
    integrityOf(Buffer.from("alert('Hello, world.');")),
    "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO",
  );
});

test("what an earlier build left is gone", async () => {
  await build("1.0.0");
  await build("1.1.0");
  assert.ok(!existsSync(join(folder, "dist", "keyhole", "1.0.0")));
});
