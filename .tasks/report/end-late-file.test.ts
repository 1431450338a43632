import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const IMPORTED = import.meta.resolve("./end-late-file.ts");

test("a file that does not end fails by its name, and the files after it run", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "keyhole-late-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const passes = 'import { test } from "node:test"; test("passes", () => {});';
  writeFileSync(join(folder, "a-late.test.mjs"), `${passes} setInterval(() => {}, 1000);`);
  writeFileSync(join(folder, "b-quick.test.mjs"), passes);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", IMPORTED, "--test", "--test-concurrency=1", "--test-reporter=tap", "*.test.mjs"],
    { cwd: folder, env: { ...env, KEYHOLE_FILE_TIMEOUT_MS: "500" }, encoding: "utf8" },
  );
  assert.equal(status, 1);
  assert.match(stdout, /a-late\.test\.mjs has not ended after 0\.5 s\. Still open: .*Timeout/);
  assert.match(stdout, /^not ok \d+ - .*a-late\.test\.mjs$/m);
  assert.match(stdout, /^# tests 3\n(.*\n)*# pass 2\n# fail 1$/m);
});
