/**
 * `npx -y pnpm@12 run fuzz [name] [--runs 100000] [--seed 1]`: many inputs for every parser whose test has the name in
 * its own, or in its file's. A failure prints its seed, which makes the same inputs again.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const FILES = "packages/*/{fuzz,test/fuzz,test/node/fuzz}/*.test.ts";
const RUNS = "100000";

const { values, positionals } = parseArgs({
  // pnpm passes the dashes on that stand between a script and its arguments.
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  allowPositionals: true,
  options: { runs: { type: "string", default: RUNS }, seed: { type: "string" } },
});
const [name = ""] = positionals;
const files = globSync(FILES, { cwd: ROOT }).toSorted();
const named = files.filter((file) => name !== "" && file.includes(name));
const pattern = named.length > 0 || name === "" ? [] : [`--test-name-pattern=${name}`];

const { status } = spawnSync(
  process.execPath,
  [
    "--test",
    "--test-reporter=spec",
    "--test-isolation=none",
    ...pattern,
    ...(named.length > 0 ? named : files),
  ],
  {
    cwd: ROOT,
    stdio: "inherit",
    env: {
      ...process.env,
      KEYHOLE_FUZZ_RUNS: values.runs,
      ...(values.seed === undefined ? {} : { KEYHOLE_FUZZ_SEED: values.seed }),
    },
  },
);
process.exitCode = status ?? 1;
