import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "@keyhole/elements/texts";
import { expandReferences } from "../reference/expand-references.ts";
import { TEXTS } from "../reference/text-tables.ts";
import { blocksOf, readPages } from "./support/pages.ts";

const page = readPages().find(({ name }) => name === "languages.md");
assert.ok(page);
const keys = new Set(Object.values(TEXTS).flatMap((texts) => Object.keys(texts)));
const CATEGORY = /\.(?:zero|one|two|few|many|other)$/;

test("the languages that the page names are those that there are", () => {
  const names = new Intl.DisplayNames("en", { type: "language" });
  const [sentence = ""] = /The elements speak [^.]*\./.exec(page.text) ?? [];
  for (const language of ["en", ...LANGUAGES]) assert.match(sentence, new RegExp(`${names.of(language)}`));
  assert.equal(sentence.match(/\b[A-Z][a-z]+(?=[,. ])/g)?.length, LANGUAGES.length + 2);
  assert.ok(page.text.includes(["en", ...LANGUAGES].map((language) => `\`${language}\``).join(", ")));
});

test("the page lists every text by its key", () => {
  const shown = expandReferences(page.text);
  for (const key of keys) assert.ok(shown.includes(`| \`${key}\` | `), key);
});

test("the examples replace texts that there are", () => {
  const named = blocksOf(page)
    .filter(({ words }) => words.includes("browser"))
    .flatMap(({ text }) => [...text.matchAll(/^\s+"?([\w.]+)"?: "/gm)].map(([, key = ""]) => key));
  assert.ok(named.length >= 8);
  for (const key of named) assert.ok(keys.has(key) || keys.has(key.replace(CATEGORY, ".other")), key);
});
