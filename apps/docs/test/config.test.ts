import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { allBlocks } from "./support/pages.ts";
import { runConfig } from "./support/run-config.ts";
import { withSnippetFolder } from "./support/snippet-folder.ts";

async function run(text: string) {
  return withSnippetFolder((folder) => {
    writeFileSync(`${folder}/keyhole.config.ts`, text);
    return runConfig(`${folder}/keyhole.config.ts`);
  });
}

const configs = allBlocks("ts").filter(({ words }) => words.includes("config"));

for (const { at, text } of configs) {
  test(`the broker takes the config at ${at}`, async () => {
    const { sites } = await run(text);
    assert.ok(sites.size > 0);
  });
}

test("a planted config is caught: a setting that does not exist", async () => {
  const [first] = configs;
  assert.ok(first);
  const text = first.text.replace("agents:", "agent:");
  assert.notEqual(text, first.text);
  await assert.rejects(run(text), /sites\.acme/);
});

test("a planted config is caught: a secret in the file", async () => {
  const text = configs.find((config) => config.text.includes("env.ACME_ASSERTION_SECRET"))?.text ?? "";
  const literal = text.replace("env.ACME_ASSERTION_SECRET", `"${"x".repeat(32)}"`);
  assert.notEqual(literal, text);
  await assert.rejects(run(literal), /literal/);
});
