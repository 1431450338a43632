/** `npx -y pnpm@12 test`: every test runner, four at a time, and the sum of what they say. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createSupervisor } from "@keyhole/dev/processes";
import type { Counts } from "./report/counts.ts";
import { logLeaks } from "./report/log-leaks.ts";
import { failures, lastLine, type Outcome, table, verdict } from "./report/summary.ts";
import { allRunners, type Runner } from "./runners.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const REPORTS = `${ROOT}.reports`;

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const supervisor = await createSupervisor();
let told = false;
const abort = () => {
  told = true;
  void supervisor.stop();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, abort);

/** Runners wait much, for servers and browsers: four at a time use two cores. */
const LANES = 4;
/** Folder in which Node keeps what it compiled: dozens of processes load the same modules, Wrangler's above all. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: `${ROOT}node_modules/.cache/node` };
/** After this a runner is ended and counts as failed. It is a guard against hanging, not a measure. */
const RUNNER_TIMEOUT_MS = 20 * 60_000;
const outcomes: Outcome[] = [];
const waiting = allRunners(REPORTS);
const startedMs = performance.now();
const built = build();
const lanesMs = await Promise.all(
  Array.from({ length: LANES }, async () => {
    await runWaiting();
    return performance.now() - startedMs;
  }),
);
await supervisor.stop();
outcomes.push(searchLogs());

for (const { name, output } of outcomes.filter((outcome) => verdict(outcome) !== "ok"))
  console.log(`\n── failed in ${name}\n\n${failures(output)}`);
console.log(`\n${table(outcomes)}\n`);
console.log(`lanes: ${lanesMs.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(", ")}\n`);
writeFileSync(`${REPORTS}/summary.txt`, `${lastLine(outcomes)}\n`);
console.log(lastLine(outcomes));
process.exitCode = !told && outcomes.every((outcome) => verdict(outcome) === "ok") ? 0 : 1;

async function runWaiting(): Promise<void> {
  for (let runner = waiting.shift(); runner && !told; runner = waiting.shift()) {
    if (runner.needsBuild) await built;
    if (!told) outcomes.push(await run(runner));
  }
}

/** Counts as one more test: nothing that a runner printed may be a secret. */
function searchLogs(): Outcome {
  const leaks = outcomes.flatMap(({ name, output }) => logLeaks(output).map((leak) => `${name}, ${leak}`));
  const failed = leaks.length > 0;
  const output = leaks.map((leak) => `✖ a secret was printed by ${leak}`).join("\n");
  const counts = { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
  return { name: "logs", end: `exit code ${counts.failed}`, output, counts, durationMs: 0 };
}

/** Ends everything where something cannot be built: most tests would fail for that reason. */
async function build(): Promise<void> {
  const buildStartedMs = performance.now();
  const outputFile = `${REPORTS}/build.log`;
  const args = [`${ROOT}.tasks/build.ts`];
  const child = await supervisor.start({
    name: "build",
    command: process.execPath,
    args,
    cwd: ROOT,
    env: { ...process.env, ...COMPILE_CACHE },
    outputFile,
  });
  const end = await child.ended;
  const durationMs = performance.now() - buildStartedMs;
  if (end === "exit code 0") return console.log(`built in ${(durationMs / 1000).toFixed(1)} s`);
  const output = readFileSync(outputFile, "utf8");
  console.log(`\n── build\n\n${output}`);
  outcomes.push({ name: "build", end, output, counts: undefined, durationMs });
  abort();
}

async function run(runner: Runner): Promise<Outcome> {
  console.log(`started: ${runner.name}`);
  const startedMs = performance.now();
  const outputFile = `${REPORTS}/${runner.name.replaceAll(" ", "-")}.log`;
  const child = await supervisor.start({
    name: runner.name,
    command: process.execPath,
    args: runner.args,
    cwd: `${ROOT}${runner.folder}`,
    env: { ...process.env, ...COMPILE_CACHE, ...runner.env },
    outputFile,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"timed out">((resolve) => {
    timer = setTimeout(resolve, RUNNER_TIMEOUT_MS, "timed out");
  });
  const end = await Promise.race([child.ended, late]);
  clearTimeout(timer);
  await child.stop();
  const output = readFileSync(outputFile, "utf8");
  console.log(`\n── ${runner.name}\n\n${output}`);
  const counts: Counts | undefined = runner.readCounts();
  return { name: runner.name, end, output, counts, durationMs: performance.now() - startedMs };
}
