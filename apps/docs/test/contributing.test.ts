import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { deadPaths, readRecipes, recipeFaults } from "./checks/recipe-faults.ts";
import { shellFaults } from "./checks/shell-faults.ts";
import { ROOT } from "./support/pages.ts";

const text = readFileSync(`${ROOT}CONTRIBUTING.md`, "utf8");
const recipes = readRecipes(text);
const commands = [...text.matchAll(/`(npx -y pnpm@12 .+?)`/g)].map(([, command = ""]) => command);

test("has a recipe for each common change", () => {
  assert.deepEqual(
    recipes.map(({ title }) => title),
    [
      "Add a field to a call",
      "Add a filter",
      "Add a column to the list",
      "Add a problem code",
      "Add a language",
      "Add a source of calls",
    ],
  );
});

for (const recipe of recipes) {
  test(`lists exactly the files that hold the example: ${recipe.title}`, () => {
    assert.ok(recipe.steps.length > 1);
    assert.deepEqual(recipeFaults(recipe), []);
  });
}

test("names paths and commands that exist", () => {
  assert.deepEqual(deadPaths(text), []);
  assert.deepEqual(
    commands.flatMap((command) =>
      shellFaults({ at: "CONTRIBUTING.md", language: "sh", words: [], text: command }),
    ),
    [],
  );
});

test("has a command for one test file of every package that has tests", () => {
  const rows = new Map(
    [...text.matchAll(/^\| ((?:packages|apps)\/[\w-]+|\.tasks)(?:, [^|]+)? \| (.+) \|$/gm)].map(
      ([, folder = "", cell = ""]) => [folder, cell],
    ),
  );
  for (const path of globSync("{packages,apps}/*/package.json", { cwd: ROOT })) {
    const folder = path.replace("/package.json", "");
    const cell = rows.get(folder) ?? "";
    const hasTests = "test" in (JSON.parse(readFileSync(`${ROOT}${path}`, "utf8")).scripts ?? {});
    if (!hasTests) assert.match(cell, /^no tests: /, folder);
    else assert.ok(existsSync(`${ROOT}${folder}/${/ ([\w/.-]+\.test\.ts)`$/.exec(cell)?.[1]}`), folder);
  }
});

test("catches a planted fault: a file that no step names, a step without the example, a dead path", () => {
  const plant = (steps: string) =>
    readRecipes(
      `### Planted\n\n<!-- example: \\bLANGUAGES\\b in packages/elements/src/i18n/*.ts -->\n\n${steps}`,
    );
  const [short] = plant("1. `packages/elements/src/i18n/localize.ts`: all.\n");
  const [long] = plant(
    "1. `packages/elements/src/i18n/localize.ts`: one.\n2. `packages/elements/src/i18n/index.ts`,\n   `packages/elements/src/i18n/de.ts`: two.\n",
  );
  assert.ok(short && long);
  assert.equal(recipeFaults(short).length, 1);
  assert.equal(recipeFaults(long).length, 1);
  assert.deepEqual(deadPaths("`packages/elements/src/no-such-file.ts`"), [
    "packages/elements/src/no-such-file.ts",
  ]);
});

test("the hook refuses a subject of 73 characters and accepts 72", () => {
  const commit = (length: number) =>
    execFileSync(
      "sh",
      [
        "-c",
        `printf '%0${length}d\\n\\nbody\\n' 0 > "$0" && ".githooks/commit-msg" "$0"; status=$?; rm "$0"; exit $status`,
        `${import.meta.dirname}/.subject-${process.pid}`,
      ],
      { cwd: ROOT, stdio: "pipe" },
    );
  commit(72);
  assert.throws(() => commit(73), /at most 72/);
});
