import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES } from "@keyhole/elements/texts";
import { RELEASE_FILES } from "../../../packages/elements/build/release-table.ts";
import { expandReferences } from "../reference/expand-references.ts";
import { TEXTS } from "../reference/text-tables.ts";
import { blocksOf, ROOT, readPages } from "./support/pages.ts";

const page = readPages().find(({ name }) => name === "languages.md");
assert.ok(page);
const keys = new Set(Object.values(TEXTS).flatMap((texts) => Object.keys(texts)));
const CATEGORY = /\.(?:zero|one|two|few|many|other)$/;

/** Names of languages in English, as texts list them. */
const names = ["en", ...LANGUAGES].map(
  (tag) => new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? "",
);
const list = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** Where a language is missing: pages, the playground, the release. */
function languageFaults(tag: string): string[] {
  const places: [place: string, holds: boolean][] = [
    ["catalogue", existsSync(`${ROOT}packages/elements/src/i18n/${tag}.ts`)],
    ["release", RELEASE_FILES.some(({ name }) => name === `texts-${tag}.js`)],
    ["playground", read("apps/playground/src/page/index.html").includes(`<option value="${tag}">`)],
  ];
  return places.filter(([, holds]) => !holds).map(([place]) => `${tag} is missing: ${place}`);
}

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, "utf8");
}

test("release and playground have every language", () => {
  assert.deepEqual(LANGUAGES.flatMap(languageFaults), []);
  const catalogues = globSync("[a-z][a-z].ts", { cwd: `${ROOT}packages/elements/src/i18n` });
  assert.deepEqual(catalogues.sort(), ["en", ...LANGUAGES].map((tag) => `${tag}.ts`).sort());
});

test("catches a planted language that is nowhere", () => {
  assert.equal(languageFaults("pl").length, 3);
});

test("page and READMEs list the languages in the same order", () => {
  for (const path of ["README.md", "packages/elements/README.md", "apps/docs/pages/languages.md"]) {
    assert.ok(read(path).replace(/\s+/g, " ").includes(list), `${path} lacks "${list}"`);
  }
  assert.ok(page?.text.includes(["en", ...LANGUAGES].map((tag) => `\`${tag}\``).join(", ")));
});

test("the page lists every text by key", () => {
  const shown = expandReferences(page.text);
  for (const key of keys) assert.ok(shown.includes(`| \`${key}\` | `), key);
});

test("the examples replace existing texts", () => {
  const named = blocksOf(page)
    .filter(({ words }) => words.includes("browser"))
    .flatMap(({ text }) => [...text.matchAll(/^\s+"?([\w.]+)"?: "/gm)].map(([, key = ""]) => key));
  assert.ok(named.length >= 8);
  for (const key of named) assert.ok(keys.has(key) || keys.has(key.replace(CATEGORY, ".other")), key);
});
