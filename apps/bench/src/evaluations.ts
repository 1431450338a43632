/**
 * What the evaluations of 50 calls cost the Worker in CPU, against a floor that does no more than parse: a Worker that
 * asks Cekura for the same calls and parses the same answer, whose rows carry full transcripts. Both run on bare
 * workerd, in turns. No page is asked for twice, so that nothing is answered from memory.
 */
import type { CallSummary, EvaluationSummary, Page } from "@keyhole/contract";
import { startWorkerd, testVars, Viewer } from "@keyhole/edge/testing";
import { startSimulator } from "@keyhole/simulator";
import { cpuTimeUs } from "./cpu-time.ts";

const ROUNDS = 6;
const PAGES_PER_ROUND = 20;
const CALLS_PER_PAGE = 50;
/** One round more, which warms up. */
const CALLS = (ROUNDS + 1) * PAGES_PER_ROUND * CALLS_PER_PAGE + CALLS_PER_PAGE;
const FLOORS_MAX = 2;
const DAY_MS = 86_400_000;

const FLOOR = `
export default {
  async fetch(request, env) {
    const query = new URL(request.url).search;
    const headers = { "X-CEKURA-API-KEY": env.CEKURA_API_KEY };
    const answer = await fetch(env.CEKURA_BASE_URL + "/observability/v2/call-logs/" + query, { headers });
    return Response.json({ rows: (await answer.json()).results.length });
  },
};`;

const plenty = { requestsPerSecond: 100_000, cekuraRequestsPerSecond: 100_000 };
const simulator = await startSimulator({ callCount: CALLS, ...plenty });
const vars = {
  ...testVars(simulator),
  CEKURA_BASE_URL: simulator.cekura.baseUrl,
  CEKURA_API_KEY: simulator.cekura.apiKeys.project,
};
const services = [{ name: "worker", vars }];
const broker = await startWorkerd({ services });
const floor = await startWorkerd({ services, source: FLOOR });
const url = { broker: broker.urls.worker ?? "", floor: floor.urls.worker ?? "" };

try {
  const viewer = await Viewer.make();
  await read(viewer.mint(url.broker, "member"));
  const usedUs = { broker: 0, memory: 0, floor: 0 };
  const counts = { requests: 0, pages: 0 };
  let cursor: string | null = "";
  for (let round = 0; round <= ROUNDS; round += 1) {
    const pages: CallSummary[][] = [];
    while (pages.length < PAGES_PER_ROUND && cursor !== null) {
      const list: Page<CallSummary> = await read(
        viewer.get(url.broker, `/v1/calls?limit=${CALLS_PER_PAGE}${cursor}`),
      );
      pages.push(list.items);
      cursor = list.next === null ? null : `&cursor=${list.next}`;
    }
    const evaluateAll = async () => {
      for (const calls of pages) await evaluate(viewer, calls);
    };
    const sentBefore = simulator.state().requests.total;
    const brokerUs = await cpuOf(broker.pid, evaluateAll);
    const sent = simulator.state().requests.total - sentBefore;
    const memoryUs = await cpuOf(broker.pid, evaluateAll);
    const floorUs = await cpuOf(floor.pid, async () => {
      for (const calls of pages) await read(fetch(`${url.floor}?${sameQuery(calls)}`));
    });
    // The first round warms up and is not counted.
    if (round === 0) continue;
    usedUs.broker += brokerUs;
    usedUs.memory += memoryUs;
    usedUs.floor += floorUs;
    counts.requests += sent;
    counts.pages += pages.length;
  }
  const ms = (us: number) => `${(us / 1000 / counts.pages).toFixed(1).padStart(5)} ms`;
  const floors = (usedUs.broker - usedUs.memory) / usedUs.floor;
  console.log(`evaluations of ${CALLS_PER_PAGE}  ${ms(usedUs.broker)}`);
  console.log(`from memory        ${ms(usedUs.memory)}`);
  console.log(`floor              ${ms(usedUs.floor)}`);
  console.log(`reading them       ${floors.toFixed(2)} x floor, at most ${FLOORS_MAX}`);
  console.log(`requests to Cekura ${(counts.requests / counts.pages).toFixed(2)} a page`);
  if (floors > FLOORS_MAX || counts.requests > counts.pages) process.exitCode = 1;
} finally {
  await Promise.all([broker.stop(), floor.stop(), simulator.close()]);
}

async function evaluate(viewer: Viewer, calls: readonly CallSummary[]): Promise<void> {
  const names = calls.map(({ id }) => `call=${id}`).join("&");
  const { items } = await read<{ items: EvaluationSummary[] }>(
    viewer.get(url.broker, `/v1/evaluations?${names}`),
  );
  const lost = items.find(({ reason }) => reason === "unavailable" || reason === "too_old");
  if (lost !== undefined) throw new Error(`${lost.callId} is ${lost.verdict}: ${lost.reason}`);
}

/** The query that has the same rows answered. */
function sameQuery(calls: readonly CallSummary[]): URLSearchParams {
  const times = calls.map(({ createdAt }) => Date.parse(createdAt));
  return new URLSearchParams({
    project_id: "1376",
    timestamp_from: new Date(Math.min(...times) - DAY_MS).toISOString(),
    timestamp_to: new Date(Math.max(...times) + DAY_MS).toISOString(),
    page_size: String(CALLS_PER_PAGE),
    filters_v2: JSON.stringify({ field: "call_id", op: "in", value: calls.map(({ id }) => id) }),
  });
}

async function cpuOf(pid: number, work: () => Promise<void>): Promise<number> {
  const before = cpuTimeUs(pid);
  await work();
  return cpuTimeUs(pid) - before;
}

async function read<Body>(answer: Promise<Response>): Promise<Body> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}
