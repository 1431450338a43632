/**
 * How well four isolates share the budget of one upstream key under more load than it allows: what was
 * offered and answered, and what the upstream refused. A machine that stalls sends in bursts what was
 * spread evenly, so the longest stall of each round stands beside it.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { startSimulatorProcess, startWorkerd, testVars, Viewer } from "@keyhole/edge/testing";

const OFFERED_PER_SECOND = 400;
const SECONDS = 5;
const ROUNDS = 4;
const VIEWERS = 40;
const SERVICES = ["one", "two", "three", "four"];
/** Where the machine is too slow for the rate, the rate gives way. */
const MAX_IN_FLIGHT = 1000;

interface Caller {
  viewer: Viewer;
  kind: "visitor" | "member";
}

const simulator = await startSimulatorProcess(["--requests-per-second", "200"]);
const vars = testVars(simulator);
const workerd = await startWorkerd({ services: SERVICES.map((name) => ({ name, vars })) });
const urls = SERVICES.map((name) => workerd.urls[name] ?? "");

try {
  const callers = await Promise.all(Array.from({ length: VIEWERS }, makeCaller));
  for (let round = 1; round <= ROUNDS; round += 1) await printRound(round, callers);
} finally {
  await Promise.all([workerd.stop(), simulator.stop()]);
}

async function makeCaller(_: unknown, index: number): Promise<Caller> {
  const viewer = await Viewer.make();
  const kind = index % 2 === 0 ? "member" : "visitor";
  const minted = await viewer.mint(urls[index % urls.length] ?? "", kind);
  if (!minted.ok) throw new Error(await minted.text());
  return { viewer, kind };
}

/** Offers the load to all isolates for some seconds, and prints what became of it. */
async function printRound(round: number, callers: readonly Caller[]): Promise<void> {
  const refusedBefore = (await simulator.countRequests())["429"] ?? 0;
  const stall = watchStalls();
  const answered = { member: 0, visitor: 0 };
  const pending: Promise<void>[] = [];
  let inFlight = 0;
  const startedMs = performance.now();
  for (let sent = 0; sent < OFFERED_PER_SECOND * SECONDS; sent += 1) {
    const { viewer, kind } = callers[sent % callers.length] as Caller;
    while (inFlight >= MAX_IN_FLIGHT) await sleep(5);
    inFlight += 1;
    // Not in step with the viewers, so that each isolate serves both kinds.
    const url = urls[Math.floor(sent / callers.length) % urls.length] ?? "";
    pending.push(
      // A question of its own, that nobody shares.
      viewer.get(url, `/v1/calls?limit=1&minDurationMs=${round}${sent}`).then(async (answer) => {
        await answer.body?.cancel();
        if (answer.ok) answered[kind] += 1;
        inFlight -= 1;
      }),
    );
    const aheadMs = (sent / OFFERED_PER_SECOND) * 1000 - (performance.now() - startedMs);
    if (aheadMs > 2) await sleep(aheadMs);
  }
  const offered = pending.length / ((performance.now() - startedMs) / 1000);
  await Promise.all(pending);
  const stallMs = await stall.end();
  const refused = ((await simulator.countRequests())["429"] ?? 0) - refusedBefore;
  console.log(
    `round ${round}: offered ${offered.toFixed(0)}/s for ${SECONDS} s, longest stall ${stallMs.toFixed(0)} ms, ` +
      `answered ${answered.member} members and ${answered.visitor} visitors, upstream refused ${refused}`,
  );
}

/** Measures for how long this process, or the simulator, did not get to run. */
function watchStalls(): { end(): Promise<number> } {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let isOver = false;
  const slowest = (async () => {
    let longestMs = 0;
    while (!isOver) {
      const startedMs = performance.now();
      await (await fetch(new URL("/healthz", simulator.baseUrl))).body?.cancel();
      longestMs = Math.max(longestMs, performance.now() - startedMs);
      await sleep(10);
    }
    return longestMs;
  })();
  return {
    async end() {
      isOver = true;
      delay.disable();
      return Math.max(delay.max / 1e6, await slowest);
    },
  };
}
