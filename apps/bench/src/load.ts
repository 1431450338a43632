/**
 * `npx -y pnpm@12 run load [--seconds 300] [--sessions 2000] [--seed 1]`: sessions of many viewers against bare workerd
 * over an upstream that fails now and then, while one member and one network attack in two fifths of the time. Prints
 * what came of it, and ends with 1 where something broke that must not.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "@keyhole/simulator";
import { catchInterruption } from "./harness/catch-interruption.ts";
import { describeMachine, readMachine } from "./harness/machine.ts";
import { startAttack } from "./load/attack.ts";
import {
  formatLooks,
  formatOutcomes,
  formatPace,
  formatTimes,
  formatVerdicts,
  mostPerSecond,
  waitedShareOf,
} from "./load/format-run.ts";
import { judgeRun } from "./load/judge-run.ts";
import { Ledger } from "./load/ledger.ts";
import { LoadViewer } from "./load/load-viewer.ts";
import { openLoadWorld } from "./load/load-world.ts";
import { attackWindows, phaseAt } from "./load/phases.ts";
import { planSessions } from "./load/plan-sessions.ts";
import { runOpenLoop } from "./load/run-open-loop.ts";
import { watchWorker } from "./load/watch-worker.ts";
import { readLoadOptions } from "./read-options.ts";

const FAULT_PERCENT = 2;
/** What Ultravox allows for one key. */
const UPSTREAM_PER_SECOND = 200;

const { seconds, sessions, seed } = readLoadOptions(process.argv.slice(2));
const runMs = seconds * 1000;
const interruption = catchInterruption();

console.log(describeMachine(readMachine()));
const world = await openLoadWorld({
  sessions,
  seed,
  faultPercent: FAULT_PERCENT,
  requestsPerSecond: UPSTREAM_PER_SECOND,
});
try {
  await run();
} finally {
  await world.stop();
}
interruption.tell();

async function run(): Promise<void> {
  const { brokerUrl, workerd, simulator, identities, attacker } = world;
  const ledger = new Ledger();
  const startedMs = performance.now();
  const phase = () => phaseAt(performance.now() - startedMs, runMs);
  const viewers = identities.map((identity, index) => {
    const source = new Random(seed + index);
    return new LoadViewer(identity, { brokerUrl, ledger, phase, random: () => source.fraction() });
  });
  const steps = planSessions({ sessions, runMs, seed });
  console.log(
    `${sessions} sessions in ${seconds} s, ${FAULT_PERCENT} % faults of the upstream, seed ${seed}`,
  );
  const requestsBefore = await countUpstream();
  const attack = startAttack({ brokerUrl, windows: attackWindows(runMs), ...attacker });
  const watch = watchWorker(workerd.pid, simulator);
  const { signal } = interruption;
  const pace = await runOpenLoop(
    steps,
    ({ session, action }) =>
      (viewers[session] as LoadViewer).act(action).catch((error: unknown) => {
        ledger.complain(`${action}: ${error}`);
        return true;
      }),
    {
      nowMs: () => performance.now(),
      // An interruption ends the wait.
      sleep: (ms) => sleep(ms, undefined, { signal }).catch(() => {}),
      signal,
    },
  );
  if (!signal.aborted) return report();
  await attack.stop();
  await watch.end().catch(() => {});

  async function report(): Promise<void> {
    const { member, network } = await attack.reports;
    const looks = await watch.end();
    const upstream = await countUpstream();
    const requests = upstream.total - requestsBefore.total;
    const refusedForLimit = upstream.refusedForLimit - requestsBefore.refusedForLimit;
    const result = ledger.report();
    const verdicts = judgeRun({
      runMs,
      viewers: result,
      member,
      network,
      memory: looks,
      waitedShare: waitedShareOf(looks, runMs),
      upstream: { requests, refusedForLimit },
    });
    const tables = [
      formatPace(pace, seconds),
      formatTimes("viewers", result),
      formatTimes("viewers, without attack", phased("calm")),
      formatTimes("viewers, with attack", phased("attack")),
      formatTimes("viewers, without attack", phased("calm"), "site"),
      formatTimes("viewers, with attack", phased("attack"), "site"),
      formatTimes("member who attacks", member),
      formatTimes("network that attacks", network),
      formatOutcomes("outcomes, viewers", result),
      formatOutcomes("outcomes, member", member),
      formatOutcomes("outcomes, network", network),
      formatLooks(looks, runMs),
      `upstream: ${requests.toLocaleString("en")} requests, ${(requests / seconds).toFixed(1)} a second, at most ${mostPerSecond(looks).toFixed(0)} of ${UPSTREAM_PER_SECOND} in one; faults: ${JSON.stringify(upstream.strayFaults)}`,
      formatVerdicts(verdicts),
    ];
    console.log(`\n${tables.join("\n\n")}`);
    process.exitCode = verdicts.some(({ holds }) => holds === false) ? 1 : 0;

    function phased(name: string) {
      return { ...result, lines: result.lines.filter((line) => line.phase === name) };
    }
  }

  async function countUpstream() {
    const { requests, strayFaults } = await simulator.state();
    const refused = (requests.byStatus["429"] ?? 0) - (strayFaults["rate-limited"] ?? 0);
    return { total: requests.total, refusedForLimit: refused, strayFaults };
  }
}
