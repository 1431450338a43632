import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const SRC = join(import.meta.dirname, "..", "src");
/** Written for tests, the module whose purpose is its effect, and the owner's page, which no other page imports. */
const LEFT_OUT =
  /\.test\.ts$|(?:^|\/)testing\/|^robustness\/|^keyhole\.ts$|^admin\/(?:index|keyhole-admin)\.ts$/;

/** What Lit leaves in Node: notes of its versions, and a registry of elements. */
const OF_LIT = /^(lit|reactiveElement|customElements$)/;

interface Effects {
  globals: string[];
  defined: boolean;
}

/** Imports modules as a server does, in a process of its own: nothing of a browser is there. */
function importInNode(modules: readonly string[]): Effects {
  const urls = modules.map((name) => pathToFileURL(join(SRC, name)).href);
  const code = `
    const before = Object.getOwnPropertyNames(globalThis);
    for (const url of process.argv.slice(1)) await import(url);
    const globals = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name));
    const defined = Boolean(globalThis.customElements?.get("keyhole-calls"));
    console.log(JSON.stringify({ globals, defined }));`;
  const args = ["--input-type=module", "--eval", code, "--", ...urls];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Effects;
}

test("every module is imported in Node without an effect, however deep", () => {
  const modules = globSync("**/*.ts", { cwd: SRC }).filter((name) => !LEFT_OUT.test(name));
  assert(modules.length > 100 && modules.includes("index.ts"), `${modules.length} modules`);
  const { globals, defined } = importInNode(modules);
  assert.deepEqual([globals.filter((name) => !OF_LIT.test(name)), defined], [[], false]);
});

test("the entry of the script tag defines, and throws nothing in Node either", () => {
  assert.equal(importInNode(["keyhole.ts"]).defined, true);
});
