/**
 * What opening one call asks of the upstream, how long its first turn takes against the bare upstream
 * request (in turns), and what memory the Worker holds while a recording of an hour streams through.
 */
import { readFileSync } from "node:fs";
import { startSimulatorProcess, startWorkerd, testVars, Viewer } from "@keyhole/edge/testing";
import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";

const ROUNDS = 40;
const MIB = 1024 * 1024;

const simulator = await startSimulatorProcess(["--requests-per-second", "100000"]);
const broker = await startWorkerd({ services: [{ name: "worker", vars: testVars(simulator) }] });
const url = broker.urls.worker ?? "";
const call = `/v1/calls/${SHOWCASE_CALL_IDS.hour}`;
const bare = `${simulator.baseUrl}/calls/${SHOWCASE_CALL_IDS.hour}/messages?mode=in_call&pageSize=50`;

try {
  const viewer = await Viewer.make();
  await viewer.mint(url, "member");

  const before = await totalRequests();
  await read(viewer.get(url, call));
  await read(viewer.get(url, `${call}/messages?limit=50`));
  const { url: ticket } = await read<{ url: string }>(viewer.post(url, `${call}/recording`));
  console.log(`upstream requests for details, first turns and a ticket: ${(await totalRequests()) - before}`);

  const took = { broker: 0, bare: 0 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const brokerMs = await time(() => viewer.get(url, `${call}/messages?limit=50`));
    const bareMs = await time(() => fetch(bare, { headers: { "X-API-Key": simulator.apiKey } }));
    // The first round warms up and is not counted.
    if (round > 0) {
      took.broker += brokerMs;
      took.bare += bareMs;
    }
  }
  const ratio = took.broker / took.bare;
  console.log(
    `first turns: ${(took.broker / ROUNDS).toFixed(1)} ms, bare upstream request ${(took.bare / ROUNDS).toFixed(1)} ms, ${ratio.toFixed(2)} x`,
  );

  const restMib = residentMib();
  let mostMib = restMib;
  let bytes = 0;
  const audio = await fetch(`${url}${new URL(ticket).pathname}`);
  for await (const chunk of audio.body ?? []) {
    bytes += chunk.byteLength;
    mostMib = Math.max(mostMib, residentMib());
  }
  console.log(
    `recording of an hour: ${(bytes / MIB).toFixed(0)} MiB streamed, the Worker's memory ${restMib.toFixed(0)} MiB before, at most ${mostMib.toFixed(0)} MiB`,
  );
} finally {
  await Promise.all([broker.stop(), simulator.stop()]);
}

async function totalRequests(): Promise<number> {
  return Object.values(await simulator.countRequests()).reduce((sum, count) => sum + count, 0);
}

async function read<Body>(answer: Promise<Response>): Promise<Body> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json() as Promise<Body>;
}

async function time(send: () => Promise<Response>): Promise<number> {
  const startedMs = performance.now();
  await read(send());
  return performance.now() - startedMs;
}

/** Resident memory of workerd. Linux alone tells it so. */
function residentMib(): number {
  const status = readFileSync(`/proc/${broker.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
