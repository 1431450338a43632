import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { listedFiles, walkFaults } from "./walks.ts";

const HOME = fileURLToPath(new URL("../", import.meta.url));
const CHILD = "src/processes/child.ts";
const SUPERVISOR = "src/processes/supervisor.ts";

describe("listedFiles", () => {
  const readme =
    "# A\n\n### Walk\n\nWords:\n\n1. [`src/a.ts`](src/a.ts) begins.\n2. [`b.ts`](b.ts) ends.\n\n### Next\n\n1. [`c.ts`](c.ts) is of another list.\n";

  test("returns the paths below a heading, in order", () => {
    assert.deepEqual(listedFiles(readme, "### Walk"), ["src/a.ts", "b.ts"]);
  });

  test("throws when the heading is missing", () => {
    assert.throws(() => listedFiles(readme, "### Tour"), /lacks the heading "### Tour"/);
  });
});

describe("walkFaults", () => {
  test("returns nothing for neighbours of which one imports the other", () => {
    assert.deepEqual(walkFaults(HOME, [SUPERVISOR, CHILD], 2), []);
    assert.deepEqual(walkFaults(HOME, [CHILD, SUPERVISOR], 2), []);
  });

  test("names a missing file", () => {
    assert.deepEqual(walkFaults(HOME, ["src/no-such-file.ts"], 9), ["src/no-such-file.ts does not exist"]);
  });

  test("names neighbours that know nothing of each other", () => {
    assert.deepEqual(walkFaults(HOME, [CHILD, "src/walks.ts"], 9), [
      `${CHILD} and src/walks.ts do not import each other`,
    ]);
  });

  test("refuses more files than allowed", () => {
    assert.deepEqual(walkFaults(HOME, [SUPERVISOR, CHILD], 1), ["2 files are more than 1"]);
  });
});
