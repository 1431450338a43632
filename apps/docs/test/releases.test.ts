import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { expandReferences } from "../reference/expand-references.ts";
import { htmlFaults } from "./checks/html-faults.ts";
import { elementNames } from "./support/element-names.ts";
import { blocksOf, ROOT, readPages } from "./support/pages.ts";

const DIST = `${ROOT}packages/elements/dist/keyhole/`;
const { latest, releases } = JSON.parse(readFileSync(`${DIST}manifest.json`, "utf8")) as {
  latest: string;
  releases: { version: string; files: Record<string, object> }[];
};
const page = readPages().find(({ name }) => name === "releases.md")?.text ?? "";

test("the tag of the single file has the hash of the built file", () => {
  const expanded = expandReferences(page);
  const [, version, name = "", integrity] =
    /src="https:\/\/[^/]+\/keyhole\/([^/]+)\/([^"]+)"\s+integrity="([^"]+)"/.exec(expanded) ?? [];
  assert.equal(version, latest);
  const hash = createHash("sha384")
    .update(readFileSync(`${DIST}${latest}/${name}`))
    .digest("base64");
  assert.equal(integrity, `sha384-${hash}`);
  const [block] = blocksOf({ name: "releases.md", text: expanded });
  assert.ok(block);
  assert.match(block.text, /keyhole\.bundle\.js/);
  assert.deepEqual(htmlFaults(block, elementNames()), []);
});

test("the table lists exactly the files of a release", () => {
  const names = Object.keys(releases.find(({ version }) => version === latest)?.files ?? {});
  const rows = [...page.matchAll(/^\| `<version>\/(\S+)` \|/gm)].map(([, file = ""]) => file);
  const patterns = rows.map(
    (file) => new RegExp(`^${file.replaceAll(".", "\\.").replace(/<\w+>/, "[\\w.-]+")}$`),
  );
  for (const [index, pattern] of patterns.entries()) {
    assert.ok(
      names.some((name) => pattern.test(name)),
      `there is no ${rows[index]}`,
    );
  }
  for (const name of names) {
    assert.equal(
      patterns.filter((pattern) => pattern.test(name)).length,
      1,
      `${name} is not in the table once`,
    );
  }
});
