import assert from "node:assert/strict";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { listedFiles, walkFaults } from "@keyhole/dev/readme";

const HOME = fileURLToPath(new URL("../../", import.meta.url).href);
const README = readFileSync(`${HOME}README.md`, "utf8");

/** Walks of the README, and the most files that each may pass: 25 with the 9 of the elements' half, or fewer. */
const WALKS: [heading: string, max: number][] = [
  ["### Walk of one call", 12],
  ["### Walk of one token", 15],
];

describe("the README's architecture", () => {
  for (const [heading, max] of WALKS) {
    test(`"${heading}" lists existing files that import each other in order`, () => {
      const files = listedFiles(README, heading);
      assert.ok(files.length > 2, "The walk is a numbered list of linked paths.");
      assert.deepEqual(walkFaults(HOME, files, max), []);
    });
  }

  const [, section = ""] = README.split("\n## Architecture\n");
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  /** Row of each folder in the table, which lists them bottom up. */
  const rowOf = new Map(
    rows.flatMap((row, index) =>
      [...row.matchAll(/`(\w+)\/`/g)].map(([, name = ""]) => [name, index] as const),
    ),
  );

  test("names every folder of src", () => {
    const folders = readdirSync(`${HOME}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), [...rowOf.keys()].sort());
  });

  test("lists the folders so that each imports only folders above it", () => {
    const upwards = globSync("src/*/*.ts", { cwd: HOME }).flatMap((path) => {
      const text = readFileSync(`${HOME}${path}`, "utf8");
      const own = rowOf.get(path.split("/")[1] ?? "") ?? -1;
      const imported = [...text.matchAll(/from "\.\.\/(\w+)\//g)].map(([, name = ""]) => name);
      return imported
        .filter((name) => (rowOf.get(name) ?? -1) > own)
        .map((name) => `${path} imports ${name}/`);
    });
    assert.deepEqual(upwards, []);
  });
});
