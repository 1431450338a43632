import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { TROUBLE_GUIDANCE } from "@keyhole/elements/guidance";
import { cssFaults } from "./checks/css-faults.ts";
import { htmlFaults } from "./checks/html-faults.ts";
import { nameFaults } from "./checks/name-faults.ts";
import { shellFaults } from "./checks/shell-faults.ts";
import { elementNames } from "./support/element-names.ts";
import { allBlocks, type Block, blocksOf, ROOT, readPages } from "./support/pages.ts";
import { repositoryNames } from "./support/repository-names.ts";

const elements = elementNames();
const repository = repositoryNames();

test("every block is of a language that is checked", () => {
  const checked = ["ts", "html", "css", "sh", "json", "js", "python", "text"];
  const others = readPages()
    .flatMap(blocksOf)
    .filter(({ language }) => !checked.includes(language));
  assert.deepEqual(others, []);
});

test("HTML names elements, attributes and slots that there are", () => {
  const blocks = allBlocks("html");
  assert.ok(blocks.length > 0);
  assert.deepEqual(
    blocks.flatMap((block) => htmlFaults(block, elements)),
    [],
  );
});

test("CSS names parts and tokens that there are", () => {
  const blocks = allBlocks("css");
  assert.ok(blocks.length > 0);
  assert.deepEqual(
    blocks.flatMap((block) => cssFaults(block, elements)),
    [],
  );
});

test("commands name scripts, packages and folders that there are", () => {
  const blocks = allBlocks("sh");
  assert.ok(blocks.length > 0);
  assert.deepEqual(blocks.flatMap(shellFaults), []);
});

test("JSON parses", () => {
  for (const { text } of allBlocks("json")) JSON.parse(text);
});

test("routes, files, settings, elements and events that pages name are there", () => {
  assert.deepEqual(
    readPages().flatMap((page) => nameFaults(page, elements, repository)),
    [],
  );
});

test("the kinds of trouble that the page on errors tells are those of the elements", () => {
  const sources = ["base/lazy.ts", "errors/trouble.ts", "session/session.ts"].map((path) =>
    readFileSync(`${ROOT}packages/elements/src/${path}`, "utf8"),
  );
  const unions = sources.flatMap((text) => [
    ...text.matchAll(/export type (?:Misuse|Trouble|Failure|LoadFailure) =[^;]*(?:;[^;]*?)*?;\n(?=\n|$)/g),
  ]);
  const kinds = unions.flatMap(([text]) => [...text.matchAll(/\bkind: "([\w-]+)"/g)].map(([, kind]) => kind));
  const told = Object.keys(TROUBLE_GUIDANCE);
  assert.deepEqual(told.sort(), [...new Set(kinds)].filter((kind) => kind !== "problem").sort());
});

const block = (text: string): Block => ({ at: "planted.md:1", language: "", words: [], text });

const planted: [what: string, faults: () => string[]][] = [
  ["an element", () => htmlFaults(block('<keyhole-list site="a"></keyhole-list>'), elements)],
  ["an attribute", () => htmlFaults(block('<keyhole-calls api-key="a"></keyhole-calls>'), elements)],
  ["a slot", () => htmlFaults(block('<p slot="footer"></p>'), elements)],
  [
    "a script",
    () => htmlFaults(block('<script src="https://cdn.example/keyhole.min.js"></script>'), elements),
  ],
  ["an inline handler", () => htmlFaults(block('<button onclick="go()">Go</button>'), elements)],
  ["half a tag", () => htmlFaults(block("<keyhole-calls site='acme'></keyhole-calls>"), elements)],
  ["a part", () => cssFaults(block("keyhole-calls::part(rows) {}"), elements)],
  ["a token", () => cssFaults(block("keyhole-calls { --keyhole-color: red; }"), elements)],
  ["a styled element", () => cssFaults(block("keyhole-list {}"), elements)],
  ["a script of the root", () => shellFaults(block("npx -y pnpm@12 strat"))],
  ["a script of a package", () => shellFaults(block("npx -y pnpm@12 --filter @keyhole/edge run release"))],
  ["a package", () => shellFaults(block("npx -y pnpm@12 --filter @keyhole/worker run deploy"))],
  ["a folder", () => shellFaults(block("cd apps/worker"))],
  [
    "a program that a package does not bring",
    () => shellFaults(block("cd apps/edge\nnpx -y pnpm@12 exec vite")),
  ],
  ["a program behind a pipe", () => shellFaults(block("openssl rand 1 | sendmail"))],
];

for (const [what, faults] of planted) {
  test(`a planted mistake is caught: ${what}`, () => {
    assert.equal(faults().length, 1, faults().join("\n"));
  });
}

for (const code of [
  "GET /v1/call",
  "POST /v1/calls/:id/messages",
  "/v1/tokens",
  "apps/edge/config.ts",
  "KEYHOLE_SECRETS_OLD",
  "<keyhole-list>",
  "keyhole-call-selected",
]) {
  test(`a planted name is caught: ${code}`, () => {
    const page = { name: "planted.md", text: `The \`${code}\` is here.` };
    assert.equal(nameFaults(page, elements, repository).length, 1);
  });
}
