/**
 * What opening one call asks of the upstream, how long its first turns take against the bare upstream request, and
 * what memory the Worker and a page hold while a recording of an hour streams, or plays with seeks.
 */
import {
  type SimulatorProcess,
  startSimulatorProcess,
  startWorkerd,
  testVars,
  Viewer,
} from "@keyhole/edge/testing";
import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import type { Group } from "../harness/group.ts";
import { inTurns } from "../harness/in-turns.ts";
import type { Comparison, Row } from "../harness/row.ts";
import { readOk } from "../read-ok.ts";
import { residentMib } from "../resident-mib.ts";
import { measurePageMemory } from "./measure-page-memory.ts";

const CALL = `/v1/calls/${SHOWCASE_CALL_IDS.hour}`;
const TURNS = `${CALL}/messages?limit=50`;
const UPSTREAM_TURNS = `/calls/${SHOWCASE_CALL_IDS.hour}/messages?mode=in_call&pageSize=50`;

export const call: Group = {
  name: "call",
  describe: "opening a call, its first turns, and memory while a recording of an hour plays (Linux)",
  async run({ quick, say, browser, defer }) {
    const simulator = await startSimulatorProcess(["--requests-per-second", "100000"]);
    defer(() => simulator.stop());
    const broker = await startWorkerd({ services: [{ name: "worker", vars: testVars(simulator) }] });
    defer(() => broker.stop());
    const url = broker.urls.worker ?? "";
    const viewer = await Viewer.make();
    await readOk(viewer.mint(url, "member"));
    say("  first turns");
    const rows: Row[] = [await countRequests(viewer, url, simulator)];
    const ticket = await readOk<{ url: string }>(viewer.post(url, `${CALL}/recording`));
    rows.push({
      name: "first turns",
      unit: "ms",
      samples: await inTurns(
        {
          keyhole: () => time(viewer.get(url, TURNS)),
          upstream: () =>
            time(
              fetch(`${simulator.baseUrl}${UPSTREAM_TURNS}`, { headers: { "X-API-Key": simulator.apiKey } }),
            ),
        },
        { rounds: quick ? 20 : 60, warmUp: 3 },
      ),
      against: "upstream",
    });
    say("  memory");
    rows.push(await measureWorkerMemory(broker.pid, `${url}${new URL(ticket.url).pathname}`));
    rows.push(...(await measurePageMemory(await browser(), quick ? 10 : 30)));
    return rows;
  },
};

async function countRequests(viewer: Viewer, url: string, simulator: SimulatorProcess): Promise<Comparison> {
  const before = await totalRequests(simulator);
  await readOk(viewer.get(url, CALL));
  await readOk(viewer.get(url, TURNS));
  await readOk(viewer.post(url, `${CALL}/recording`));
  const requests = (await totalRequests(simulator)) - before;
  return {
    name: "upstream requests of a call, its first turns and a ticket",
    unit: "requests",
    samples: { keyhole: [requests] },
  };
}

async function totalRequests(simulator: SimulatorProcess): Promise<number> {
  return Object.values(await simulator.countRequests()).reduce((sum, count) => sum + count, 0);
}

async function time(answer: Promise<Response>): Promise<number> {
  const startedMs = performance.now();
  await readOk(answer);
  return performance.now() - startedMs;
}

async function measureWorkerMemory(pid: number, recording: string): Promise<Comparison> {
  const restMib = residentMib(pid);
  let mostMib = restMib;
  const audio = await fetch(recording);
  if (!audio.ok) throw new Error(`The recording answered ${audio.status}.`);
  for await (const _chunk of audio.body ?? []) mostMib = Math.max(mostMib, residentMib(pid));
  return {
    name: "the Worker's memory while a recording of an hour streams",
    unit: "MiB",
    samples: { most: [mostMib], before: [restMib] },
    against: "before",
  };
}
