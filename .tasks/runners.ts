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
  /** Whether its tests read what the packages and apps are built to. */
  needsBuild: boolean;
  readCounts: () => Counts | undefined;
}

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Runs all files in one process: a process for each would read and compile the same modules again. */
const TOGETHER = "--test-isolation=none";
/** Their tests read nothing that is built: they start beside the build. */
const WITHOUT_BUILD = [
  "elements",
  "broker, first half",
  "broker, second half",
  "broker in Node",
  "simulator",
  "upstream",
];
/** After this a test counts as failed. It is a guard against hanging, not a measure. */
const TEST_TIMEOUT_MS = 300_000;

/**
 * All runners: those first that need no build, so that they run beside it, then the long ones; the quick ones fill the
 * gaps. `reports` is the folder for their counts.
 */
export function allRunners(reports: string): Runner[] {
  const tests = nodeTests(reports);
  return [
    webTestRunner("elements", "packages/elements", `${reports}/elements.json`),
    // Two processes: one alone would still run when all others have ended.
    vitest("broker, first half", "packages/broker", `${reports}/broker-1.json`, "--shard=1/2"),
    vitest("broker, second half", "packages/broker", `${reports}/broker-2.json`, "--shard=2/2"),
    tests("simulator", "packages/simulator", "{src,test}/**/*.test.ts", TOGETHER),
    tests("upstream", "packages/upstream", "{src,test}/**/*.test.ts", TOGETHER),
    tests("broker in Node", "packages/broker", "test/node/**/*.test.ts", TOGETHER),
    // They share a demo and a browser.
    tests("end to end", "apps/e2e", "test/*.test.ts", TOGETHER),
    tests("end to end apart", "apps/e2e", "test/apart/*.test.ts", "--test-concurrency=2"),
    tests("playground in a browser", "apps/e2e", "test/playground/*.test.ts", TOGETHER),
    tests("edge", "apps/edge", "test/**/*.test.ts"),
    tests("docs", "apps/docs", "test/**/*.test.ts", TOGETHER),
    tests("end to end, hosts", "apps/e2e", "test/hosts/*.test.ts", TOGETHER),
    tests("create-keyhole", "packages/create-keyhole", "test/**/*.test.ts", TOGETHER),
    tests("elements manifest", "packages/elements", "manifest/**/*.test.ts", TOGETHER),
    tests("elements build", "packages/elements", "build/**/*.test.ts", TOGETHER),
    tests("tasks", ".", ".tasks/**/*.test.ts", TOGETHER),
    tests("launch", "apps/launch", "src/**/*.test.ts", TOGETHER),
    tests("elements fuzz", "packages/elements", "fuzz/**/*.test.ts", TOGETHER),
    tests("demo", "apps/demo", "src/**/*.test.ts", TOGETHER),
    tests("playground", "apps/playground", "src/**/*.test.ts", TOGETHER),
    tests("bench", "apps/bench", "src/**/*.test.ts", TOGETHER),
    tests("dev", "packages/dev", "src/**/*.test.ts", TOGETHER),
    tests("contract", "packages/contract", "src/**/*.test.ts"),
  ].filter((runner) => runner !== undefined);
}

function nodeTests(reports: string) {
  return (name: string, folder: string, pattern: string, ...options: string[]): Runner | undefined => {
    // The contract is types alone; it may have no test.
    if (globSync(pattern, { cwd: `${ROOT}${folder}` }).length === 0 && name === "contract") return undefined;
    const file = `${reports}/${name.replaceAll(" ", "-")}.json`;
    const args = [
      `--import=${ROOT}.tasks/report/end-late-file.ts`,
      "--test",
      `--test-timeout=${TEST_TIMEOUT_MS}`,
      ...options,
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...[`--test-reporter=${ROOT}.tasks/report/node-test-reporter.ts`],
      `--test-reporter-destination=${file}`,
      pattern,
    ];
    return { name, folder, args, env: {}, needsBuild: needsBuild(name), readCounts: () => readCounts(file) };
  };
}

function vitest(name: string, folder: string, file: string, ...options: string[]): Runner {
  const args = [
    script(folder, "vitest", "vitest.mjs"),
    ...["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...options],
  ];
  return {
    name,
    folder,
    args,
    env: {},
    needsBuild: needsBuild(name),
    readCounts: () => readVitestCounts(file),
  };
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
    needsBuild: needsBuild(name),
    readCounts: () => readCounts(file),
  };
}

function needsBuild(name: string): boolean {
  return !WITHOUT_BUILD.includes(name);
}

function script(folder: string, name: string, path: string): string {
  return `${ROOT}${folder}/node_modules/${name}/${path}`;
}
