import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { packKey } from "./pack.ts";

const root = mkdtempSync(join(tmpdir(), "keyhole-pack-key-"));
after(() => rmSync(root, { recursive: true }));

function write(path: string, time: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "{}");
  utimesSync(file, time, time);
}

write("pnpm-workspace.yaml", 1000);
for (const name of ["broker", "elements"]) {
  write(`packages/${name}/package.json`, 1000);
  write(`packages/${name}/dist/deep/index.js`, 1000);
}

const key = () => packKey(root, "broker");

for (const path of [
  "packages/broker/dist/deep/index.js",
  "packages/broker/README.md",
  "packages/elements/package.json",
  "pnpm-workspace.yaml",
]) {
  test(`a package is packed anew after a change of ${path}`, () => {
    const before = key();
    assert.equal(key(), before);
    write(path, 2000);
    assert.notEqual(key(), before);
  });
}

for (const path of ["packages/broker/node_modules/hono/index.js", "packages/elements/dist/deep/index.js"]) {
  test(`a package is not packed anew after a change of ${path}`, () => {
    const before = key();
    write(path, 3000);
    assert.equal(key(), before);
  });
}
