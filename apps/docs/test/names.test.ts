import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isExampleAddress } from "../../../packages/create-keyhole/src/config/example-address.ts";
import { cssFaults } from "./checks/css-faults.ts";
import { htmlFaults } from "./checks/html-faults.ts";
import { nameFaults } from "./checks/name-faults.ts";
import { shellFaults } from "./checks/shell-faults.ts";
import { elementNames } from "./support/element-names.ts";
import { allBlocks, type Block, blocksOf, ROOT, readPages } from "./support/pages.ts";
import { repositoryNames } from "./support/repository-names.ts";

const elements = elementNames();
const repository = repositoryNames();

/** What is wrong with a block of a language. A plain text has nothing to check. */
const checks: Readonly<Record<string, (block: Block) => string[]>> = {
  html: (block) => htmlFaults(block, elements),
  css: (block) => cssFaults(block, elements),
  sh: shellFaults,
  json: ({ at, text }) => (isJson(text) ? [] : [`${at}: is no JSON`]),
  text: () => [],
};
/** Checked by `snippets.test.ts`. */
const SNIPPETS = ["ts"];

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

test("every block is in a language that is checked", () => {
  const languages = new Set(
    readPages()
      .flatMap(blocksOf)
      .map(({ language }) => language),
  );
  assert.deepEqual([...languages].sort(), [...Object.keys(checks), ...SNIPPETS].sort());
});

for (const [language, faultsOf] of Object.entries(checks)) {
  test(`blocks of ${language} name what exists`, () => {
    assert.deepEqual(allBlocks(language).flatMap(faultsOf), []);
  });
}

test("inline code names routes, files, settings, elements and events that exist", () => {
  assert.deepEqual(
    readPages().flatMap((page) => nameFaults(page, elements, repository)),
    [],
  );
});

/** READMEs and the shipped config, which owners copy as well. */
const copied = globSync(["*.md", "{packages,apps}/*/README.md", "apps/edge/keyhole.config.ts"], {
  cwd: ROOT,
}).map((name) => ({ name, text: readFileSync(`${ROOT}${name}`, "utf8") }));

test("the addresses of Workers in examples belong to nobody, and deploy refuses them", () => {
  const addresses = [...readPages(), ...copied].flatMap(({ name, text }) =>
    [...text.matchAll(/publicUrls: \[([^\]]+)\]|(https:[^\s"]+)\/keyhole\.js/g)]
      .flatMap(([, list, script = ""]) => list?.match(/https?:[^\s"]+/g) ?? [script])
      .map((address) => ({ name, address })),
  );
  assert.ok(addresses.length > 15);
  assert.deepEqual(
    addresses.filter(({ address }) => address !== "" && !isExampleAddress(address)),
    [],
  );
});

const planted: [language: string, what: string, text: string][] = [
  ["html", "an element", '<keyhole-list site="a"></keyhole-list>'],
  ["html", "an attribute", '<keyhole-calls api-key="a"></keyhole-calls>'],
  ["html", "a slot", '<p slot="footer"></p>'],
  ["html", "a script", '<script src="https://cdn.example/keyhole.min.js"></script>'],
  ["html", "a release's lazy file", '<script src="https://keyhole.example/keyhole/1.0.0/call.js"></script>'],
  [
    "html",
    "a release without a version",
    '<script src="https://a.example/keyhole/keyhole.bundle.js"></script>',
  ],
  ["html", "a moving single file", '<script src="https://keyhole.example/keyhole.bundle.js"></script>'],
  ["html", "an inline handler", '<button onclick="go()">Go</button>'],
  ["html", "half a tag", "<keyhole-calls site='acme'></keyhole-calls>"],
  ["css", "a part", "keyhole-calls::part(rows) {}"],
  ["css", "a token", "keyhole-calls { --keyhole-color: red; }"],
  ["css", "an element", "keyhole-list {}"],
  ["sh", "a script of the root", "npx -y pnpm@12 strat"],
  ["sh", "a script of a package", "npx -y pnpm@12 --filter @keyhole/edge run release"],
  ["sh", "a package", "npx -y pnpm@12 --filter @keyhole/worker run deploy"],
  ["sh", "a package of npm", "npm install @keyhole/react"],
  ["sh", "a folder", "cd apps/worker"],
  ["sh", "a program that a package lacks", "cd apps/edge\nnpx -y pnpm@12 exec vite"],
  ["sh", "a command of keyhole that is none", "npx keyhole setup-all"],
  ["sh", "an option of keyhole that is none", "npx keyhole explain --size acme"],
  ["sh", "a program behind a pipe", "openssl rand 1 | sendmail"],
  ["json", "a trailing comma", '{ "a": 1, }'],
];

for (const [language, what, text] of planted) {
  test(`catches a planted mistake in ${language}: ${what}`, () => {
    const faults = checks[language]?.({ at: "planted.md:1", language, words: [], text }) ?? [];
    assert.equal(faults.length, 1, faults.join("\n"));
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
  test(`catches a planted name: ${code}`, () => {
    const page = { name: "planted.md", text: `The \`${code}\` is here.` };
    assert.equal(nameFaults(page, elements, repository).length, 1);
  });
}
