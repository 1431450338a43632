/**
 * What a mint and a list cost the Worker in CPU, against a floor that does no more than parse: a
 * Worker that reads the same form, or fetches and parses the same upstream page. All run on bare
 * workerd, in turns, with the Durable Objects in the same process as the Worker.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { startSimulatorProcess, startWorkerd, testVars, Viewer } from "@keyhole/edge/testing";
import { cpuTimeUs } from "./cpu-time.ts";

const ROUNDS = 8;
const REQUESTS_PER_ROUND = 120;
/** Below what the broker lets through to the upstream. */
const REQUESTS_PER_SECOND = 100;

const FLOOR = `
export default {
  async fetch(request, env) {
    if (request.method === "POST") {
      const form = new URLSearchParams(await request.text());
      return Response.json({ fields: [...form.keys()].length });
    }
    const headers = { "X-API-Key": env.ULTRAVOX_API_KEY };
    const answer = await fetch(env.ULTRAVOX_BASE_URL + "/calls?sort=-created&pageSize=50", { headers });
    return Response.json({ rows: (await answer.json()).results.length });
  },
};`;

const simulator = await startSimulatorProcess(["--requests-per-second", "100000"]);
const services = [{ name: "worker", vars: testVars(simulator) }];
const broker = await startWorkerd({ services });
const floor = await startWorkerd({ services, source: FLOOR });
const url = { broker: broker.urls.worker ?? "", floor: floor.urls.worker ?? "" };

try {
  const [viewer, stranger] = [await Viewer.make(), await Viewer.make()];
  await expectOk(viewer.mint(url.broker, "visitor"));
  const cases = {
    "mint, visitor": { pid: broker.pid, send: () => viewer.mint(url.broker, "visitor") },
    "mint, member": { pid: broker.pid, send: () => viewer.mint(url.broker, "member") },
    "mint, floor": { pid: floor.pid, send: () => stranger.mint(url.floor, "visitor") },
    "list of 50": { pid: broker.pid, send: () => viewer.get(url.broker, "/v1/calls?limit=50") },
    "list of 50, floor": { pid: floor.pid, send: () => fetch(url.floor) },
  };
  const usedUs = Object.fromEntries(Object.keys(cases).map((name) => [name, 0]));
  // The first round warms up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, { pid, send }] of Object.entries(cases)) {
      const before = cpuTimeUs(pid);
      for (let count = 0; count < REQUESTS_PER_ROUND; count += 1) {
        const startedMs = performance.now();
        await expectOk(send());
        await sleep(Math.max(0, 1000 / REQUESTS_PER_SECOND - (performance.now() - startedMs)));
      }
      if (round > 0) usedUs[name] = (usedUs[name] ?? 0) + cpuTimeUs(pid) - before;
    }
  }
  const perRequestUs = (name: string) => (usedUs[name] ?? 0) / (ROUNDS * REQUESTS_PER_ROUND);
  for (const name of Object.keys(cases)) {
    const base = name.startsWith("mint") ? "mint, floor" : "list of 50, floor";
    const ratio = perRequestUs(name) / perRequestUs(base);
    console.log(
      `${name.padEnd(20)} ${perRequestUs(name).toFixed(0).padStart(6)} µs  ${ratio.toFixed(2)} x floor`,
    );
  }
} finally {
  await Promise.all([broker.stop(), floor.stop(), simulator.stop()]);
}

async function expectOk(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${body}`);
}
