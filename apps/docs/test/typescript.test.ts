import assert from "node:assert/strict";
import { test } from "node:test";
import { allBlocks, type Block } from "./support/pages.ts";
import { withSnippetFolder } from "./support/snippet-folder.ts";
import { kindOf, typeErrors } from "./support/type-check.ts";

const snippets = allBlocks("ts");

for (const kind of ["config", "browser", "node"]) {
  test(`TypeScript of the kind ${kind} compiles against the packages`, async () => {
    const ofKind = snippets.filter((block) => kindOf(block) === kind);
    assert.ok(ofKind.length > 0, "there is none");
    assert.equal(await withSnippetFolder((folder) => typeErrors(folder, kind, ofKind)), "");
  });
}

const planted: [kind: string, what: string, text: string, message: RegExp][] = [
  [
    "config",
    "a setting of the wrong type",
    'import { defineConfig } from "@keyhole/broker";\nexport default defineConfig(() => ({ publicUrls: 7, sites: {} }));',
    /planted-md-1\.ts\(2,.*TS2322/,
  ],
  ["config", "an export that does not exist", 'import { jwtt } from "@keyhole/broker";', /jwtt/],
  [
    "browser",
    "a property that does not exist",
    'const calls = document.querySelector("keyhole-calls");\nif (calls) calls.siteId = "acme";',
    /siteId/,
  ],
  [
    "browser",
    "an event with a field that it does not have",
    'document.querySelector("keyhole-calls")?.addEventListener("keyhole-call-select", ({ row }) => row);',
    /'row'/,
  ],
  [
    "browser",
    "a field of an event taken for another type",
    'document.body.addEventListener("keyhole-calls-load", ({ count }) => count.trim());',
    /'trim'/,
  ],
  [
    "browser",
    "a property of one element on the other",
    'document.createElement("keyhole-call").renderRowEnd = null;',
    /renderRowEnd/,
  ],
  ["node", "a module that does not exist", 'import "node:nothing";', /node:nothing/],
];

for (const [kind, what, text, message] of planted) {
  test(`a planted snippet is caught: ${what}`, async () => {
    const block: Block = { at: "planted.md:1", language: "ts", words: [kind], text };
    assert.match(await withSnippetFolder((folder) => typeErrors(folder, kind, [block])), message);
  });
}

test("a planted snippet is caught: one that does not say where it runs", () => {
  assert.throws(() => kindOf({ at: "planted.md:1", language: "ts", words: [], text: "" }), /planted\.md:1/);
});
