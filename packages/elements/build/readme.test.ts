import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HOME } from "./build-files.ts";
import { RELEASE_FILES } from "./release-table.ts";

test("the README has a row for each part, with the size that it may have", () => {
  const readme = readFileSync(join(HOME, "README.md"), "utf8");
  const rows = new Map(
    [...readme.matchAll(/^\| `([\w/-]+(?:<\w+>)?\.\w+)` \| ([\d.]+) kB \|/gm)].map(([, file = "", size]) => [
      file,
      Number(size) * 1000,
    ]),
  );
  const named = RELEASE_FILES.map(
    ({ name, maxBytes }) =>
      [
        name
          .replace(/^(texts|more-texts|doctor|talk-texts)-\w+/, "$1-<language>")
          .replace(/^themes\/[\w-]+/, "themes/<preset>"),
        maxBytes,
      ] as const,
  );
  assert.deepEqual(Object.fromEntries(rows), Object.fromEntries(named));
});
