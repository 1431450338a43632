import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Counts, readCounts, readVitestCounts } from "./report/counts.ts";

/** One test runner: how to start it and where its counts are afterwards. */
export interface Runner {
  name: string;
  /** Arguments for this Node. */
  args: readonly string[];
  /** Folder, from the root. */
  folder: string;
  env: Record<string, string>;
  readCounts: () => Counts | undefined;
}

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** All runners, the long ones first: the quick ones fill the gaps. `reports` is the folder for their counts. */
export function allRunners(reports: string): Runner[] {
  const tests = nodeTests(reports);
  return [
    // In one process: its files share a demo and a browser.
    tests("end to end", "apps/e2e", "test/*.test.ts", "--test-isolation=none", "--test-timeout=300000"),
    webTestRunner("elements", "packages/elements", `${reports}/elements.json`),
    vitest("broker", "packages/broker", `${reports}/broker.json`),
    tests("end to end apart", "apps/e2e", "test/apart/*.test.ts"),
    tests("docs", "apps/docs", "test/**/*.test.ts"),
    tests("edge", "apps/edge", "test/**/*.test.ts"),
    tests("elements manifest", "packages/elements", "manifest/**/*.test.ts"),
    tests("elements build", "packages/elements", "build/**/*.test.ts"),
    tests("tasks", ".", ".tasks/**/*.test.ts"),
    tests("simulator", "packages/simulator", "{src,test}/**/*.test.ts"),
    tests("launch", "apps/launch", "src/**/*.test.ts"),
    tests("upstream", "packages/upstream", "src/**/*.test.ts"),
    tests("broker in Node", "packages/broker", "test/node/**/*.test.ts"),
    tests("demo", "apps/demo", "src/**/*.test.ts"),
    tests("playground", "apps/playground", "src/**/*.test.ts"),
    tests("dev", "packages/dev", "src/**/*.test.ts"),
    tests("contract", "packages/contract", "src/**/*.test.ts"),
  ].filter((runner) => runner !== undefined);
}

function nodeTests(reports: string) {
  return (name: string, folder: string, pattern: string, ...options: string[]): Runner | undefined => {
    // The contract is types alone; it may have no test.
    if (globSync(pattern, { cwd: `${ROOT}${folder}` }).length === 0 && name === "contract") return undefined;
    const file = `${reports}/${name.replaceAll(" ", "-")}.json`;
    const args = [
      "--test",
      ...options,
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...[`--test-reporter=${ROOT}.tasks/report/node-test-reporter.ts`],
      `--test-reporter-destination=${file}`,
      pattern,
    ];
    return { name, folder, args, env: {}, readCounts: () => readCounts(file) };
  };
}

function vitest(name: string, folder: string, file: string): Runner {
  const args = [
    script(folder, "vitest", "vitest.mjs"),
    ...["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
  ];
  return { name, folder, args, env: {}, readCounts: () => readVitestCounts(file) };
}

function webTestRunner(name: string, folder: string, file: string): Runner {
  const args = [
    script(folder, "@web/test-runner", "dist/bin.js"),
    ...["--config", `${ROOT}.tasks/report/web-test-runner.config.mjs`],
  ];
  return {
    name,
    folder,
    args,
    env: { KEYHOLE_COUNTS_FILE: file },
    readCounts: () => readCounts(file),
  };
}

function script(folder: string, name: string, path: string): string {
  return `${ROOT}${folder}/node_modules/${name}/${path}`;
}
