import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { glob, readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { checkOptions } from "./options.ts";
import { SCENARIOS } from "./scenarios/scenarios.ts";

const PACKAGE = new URL("..", import.meta.url);
const readme = await readFile(new URL("README.md", PACKAGE), "utf8");

test("prints what the README's example says", async () => {
  const [, example = ""] = /```ts\n(.+?)```/s.exec(readme) ?? [];
  const expected = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, output]) => `${output}\n`);
  assert.ok(expected.length > 0);
  const args = ["--input-type=module", "--eval", example];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: PACKAGE });
  assert.deepEqual([stdout, stderr], [expected.join(""), ""]);
});

test("the README names every scenario, every option and the default key", () => {
  for (const name of SCENARIOS) assert.ok(readme.includes(`| \`${name}\``), name);
  const settings = checkOptions({}, Date.now());
  for (const option of Object.keys(settings)) assert.ok(readme.includes(`\`${option}\``), option);
  assert.ok(readme.includes(settings.apiKey));
});

test("every folder imports only folders above it in the README's list", async () => {
  const folders = [...readme.matchAll(/^\| `([a-z]+)` {2,}\| /gm)].map(([, folder = ""]) => folder);
  let imports = 0;
  for await (const file of glob("src/*/**/*.ts", { cwd: PACKAGE })) {
    if (file.endsWith(".test.ts")) continue;
    const own = folders.indexOf(file.split("/")[1] ?? "");
    const text = await readFile(new URL(file, PACKAGE), "utf8");
    for (const [, path = ""] of text.matchAll(/ from "(\.[^"]+)"/g)) {
      const [, , folder = ""] = new URL(path, new URL(file, "file:///")).pathname.split("/");
      imports += 1;
      assert.ok(own >= 0 && folders.indexOf(folder) <= own && folders.includes(folder), `${file}: ${path}`);
    }
  }
  assert.ok(imports > 200, `${imports} imports`);
});
