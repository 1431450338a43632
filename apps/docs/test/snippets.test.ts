import assert from "node:assert/strict";
import { test } from "node:test";
import { visitorStamp } from "../../../packages/broker/src/grants/visitor-rows.ts";
import { maskPersonalData } from "../../../packages/broker/src/privacy/mask-personal-data.ts";
import { allBlocks, type Block, readPages } from "./support/pages.ts";
import { importSnippet, KINDS, kindOf, runConfig, typeErrors } from "./support/snippets.ts";

const snippets = allBlocks("ts");
const list = 'document.querySelector("keyhole-calls")';

/** Mistakes that the type check must find, and what it says. */
const planted: [kind: string, what: string, text: string, message: RegExp][] = [
  [
    "config",
    "a setting of the wrong type",
    'import { defineConfig } from "@keyhole/broker";\nexport default defineConfig(() => ({ publicUrls: 7, sites: {} }));',
    /\(2,.*TS2322/,
  ],
  ["config", "an export that does not exist", 'import { jwtt } from "@keyhole/broker";', /jwtt/],
  ["browser", "an unknown property", `const calls = ${list};\nif (calls) calls.siteId = "a";`, /siteId/],
  [
    "browser",
    "an unknown field of an event",
    `${list}?.addEventListener("keyhole-call-select", ({ row }) => row);`,
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
    "a property of the other element",
    'document.createElement("keyhole-call").renderRowEnd = null;',
    /renderRowEnd/,
  ],
  ["node", "a module that does not exist", 'import "node:nothing";', /node:nothing/],
];

for (const kind of Object.keys(KINDS)) {
  test(`TypeScript for ${kind} compiles, and only planted mistakes do not`, async () => {
    const ofKind = snippets.filter((block) => kindOf(block) === kind);
    assert.ok(ofKind.length > 0);
    const mistakes = planted.filter(([one]) => one === kind);
    const blocks = mistakes.map(([, , text], index): Block => {
      return { at: `planted.md:${index}`, language: "ts", words: [], text: `${text}\nexport {};` };
    });
    const errors = await typeErrors(kind, [...ofKind, ...blocks]);
    assert.deepEqual(
      errors.filter((line) => !line.startsWith("planted-md-") && !line.startsWith(" ")),
      [],
    );
    for (const [index, [, what, , message]] of mistakes.entries()) {
      const found = errors.filter((line) => line.startsWith(`planted-md-${index}.ts`)).join("\n");
      assert.match(found, message, what);
    }
  });
}

test("refuses a snippet that does not name where it runs", () => {
  assert.throws(() => kindOf({ at: "planted.md:1", language: "ts", words: [], text: "" }), /planted\.md:1/);
});

const configs = snippets.filter(({ words }) => words.includes("config"));

for (const { at, text } of configs) {
  test(`the broker accepts the config at ${at}`, async () => {
    assert.ok((await runConfig(text)).sites.size > 0);
  });
}

for (const [what, from, to, message] of [
  ["an unknown setting", "agents:", "agent:", /sites\.acme/],
  ["a secret in the file", "env.ACME_ASSERTION_SECRET", `"${"x".repeat(32)}"`, /literal/],
] as const) {
  test(`the broker refuses a planted config: ${what}`, async () => {
    const text = configs.find((config) => config.text.includes(from))?.text ?? "";
    await assert.rejects(runConfig(text.replace(from, to)), message);
  });
}

test("the visitor's stamp is the broker's", async () => {
  const { text = "" } = snippets.find(({ words }) => words.includes("visitor-stamp")) ?? {};
  const shown = await importSnippet<{ visitorStamp: typeof visitorStamp }>(text);
  assert.equal(shown.visitorStamp("acme", "thumbprint"), await visitorStamp("acme", "thumbprint"));
});

test("masking turns each example into what the page shows", () => {
  const page = readPages().find(({ name }) => name === "one-call.md")?.text ?? "";
  const section = page.slice(page.indexOf("## Masking"), page.indexOf("## Events"));
  const rows = [...section.matchAll(/^\| `(.*)` \| `(.*)` \|$/gm)];
  assert.ok(rows.length >= 8);
  for (const [, text = "", masked] of rows) assert.equal(maskPersonalData(text), masked);
});
