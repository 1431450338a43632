import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { checkOptions } from "./options.ts";
import { SCENARIOS } from "./scenarios/scenarios.ts";

const PACKAGE = new URL("..", import.meta.url);
const readme = await readFile(new URL("README.md", PACKAGE), "utf8");

test("the README's snippet runs", async () => {
  const [, snippet = ""] = /```ts\n(.+?)```/s.exec(readme) ?? [];
  const args = ["--input-type=module", "--eval", `${snippet}console.log(response.status);`];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: PACKAGE });
  assert.deepEqual([stdout, stderr], ["200\n", ""]);
});

test("the README names every scenario and the default key", () => {
  for (const name of SCENARIOS) assert.ok(readme.includes(`| \`${name}\``), name);
  assert.ok(readme.includes(checkOptions({}, Date.now()).apiKey));
});
