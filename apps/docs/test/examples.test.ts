import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { visitorStamp } from "../../../packages/broker/src/grants/visitor-rows.ts";
import { maskPersonalData } from "../../../packages/broker/src/privacy/mask-personal-data.ts";
import { allBlocks, blocksOf, ROOT, readPages } from "./support/pages.ts";
import { withSnippetFolder } from "./support/snippet-folder.ts";

const readme = blocksOf({ name: "", text: readFileSync(`${ROOT}packages/broker/README.md`, "utf8") });

test("the host's endpoints are those that the edge's tests run", () => {
  const shown = [...allBlocks("js"), ...allBlocks("python")];
  assert.deepEqual(shown.map(({ words }) => words[0]).sort(), [
    "host-endpoint-node",
    "host-endpoint-python",
    "host-endpoint-worker",
  ]);
  for (const { words, text } of shown) {
    assert.equal(text, readme.find((block) => block.words[0] === words[0])?.text, words[0]);
  }
});

test("the visitor's stamp is the broker's", async () => {
  const snippet = allBlocks("ts").find(({ words }) => words.includes("visitor-stamp"));
  assert.ok(snippet);
  const shown = await withSnippetFolder(async (folder) => {
    writeFileSync(`${folder}/visitor-stamp.ts`, snippet.text);
    return (await import(`${folder}/visitor-stamp.ts`)) as { visitorStamp: typeof visitorStamp };
  });
  assert.equal(shown.visitorStamp("acme", "thumbprint"), await visitorStamp("acme", "thumbprint"));
});

test("masking does with the examples what the page says", () => {
  const page = readPages().find(({ name }) => name === "one-call.md")?.text ?? "";
  const section = page.slice(page.indexOf("## Masking"), page.indexOf("## Events"));
  const rows = [...section.matchAll(/^\| `(.*)` \| `(.*)` \|$/gm)];
  assert.ok(rows.length >= 8);
  for (const [, text = "", masked] of rows) assert.equal(maskPersonalData(text), masked);
});
