/** `npx -y pnpm@12 test`: every test runner, one after another, and the sum of what they say. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { createSupervisor } from "@keyhole/dev/processes";
import type { Counts } from "./report/counts.ts";
import { lastLine, type Outcome, table, verdict } from "./report/summary.ts";
import { allRunners, type Runner } from "./runners.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const REPORTS = `${ROOT}.reports`;

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
for (const name of ["elements", "demo", "playground"] as const) buildWhenNeeded(name);

const supervisor = await createSupervisor();
let told = false;
const abort = () => {
  told = true;
  void supervisor.stop();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, abort);

const outcomes: Outcome[] = [];
for (const runner of allRunners(REPORTS)) {
  outcomes.push(await run(runner));
  if (told) break;
}
await supervisor.stop();

console.log(`\n${table(outcomes)}\n`);
writeFileSync(`${REPORTS}/summary.txt`, `${lastLine(outcomes)}\n`);
console.log(lastLine(outcomes));
process.exitCode = !told && outcomes.every((outcome) => verdict(outcome) === "ok") ? 0 : 1;

async function run(runner: Runner): Promise<Outcome> {
  console.log(`\n── ${runner.name}\n`);
  const startedMs = performance.now();
  const child = await supervisor.start({
    name: runner.name,
    command: process.execPath,
    args: runner.args,
    cwd: `${ROOT}${runner.folder}`,
    env: { ...process.env, ...runner.env },
    output: "pass on",
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"timed out">((resolve) => {
    timer = setTimeout(resolve, runner.timeoutMs, "timed out");
  });
  const end = await Promise.race([child.ended, late]);
  clearTimeout(timer);
  await child.stop();
  const counts: Counts | undefined = runner.readCounts();
  return { name: runner.name, end, counts, durationMs: performance.now() - startedMs };
}
