/**
 * What the evaluations of 50 calls cost the Worker in CPU, against a floor that does no more than parse: a Worker that
 * asks Cekura for the same calls and parses the same answer, whose rows carry full transcripts. Both run on bare
 * workerd, in turns. No page is asked for twice, because the second answer would come from memory.
 */
import type { CallSummary, EvaluationSummary, Page } from "@keyhole/contract";
import { startWorkerd, testVars, Viewer } from "@keyhole/edge/testing";
import { startSimulator } from "@keyhole/simulator";
import { cpuTimeUs } from "../cpu-time.ts";
import type { Group } from "../harness/group.ts";
import type { Row } from "../harness/row.ts";
import { readOk } from "../read-ok.ts";

const ROUNDS = 6;
const PAGES_PER_ROUND = 20;
const CALLS_PER_PAGE = 50;
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

export const evaluations: Group = {
  name: "evaluations",
  describe: "CPU of the evaluations of 50 calls, against a Worker that only parses Cekura's answer (Linux)",
  async run({ quick, defer }) {
    const rounds = quick ? 3 : ROUNDS;
    const plenty = { requestsPerSecond: 100_000, cekuraRequestsPerSecond: 100_000 };
    // One round more, which warms up.
    const callCount = (rounds + 1) * PAGES_PER_ROUND * CALLS_PER_PAGE + CALLS_PER_PAGE;
    const simulator = await startSimulator({ callCount, ...plenty });
    defer(() => simulator.close());
    const vars = {
      ...testVars(simulator),
      CEKURA_BASE_URL: simulator.cekura.baseUrl,
      CEKURA_API_KEY: simulator.cekura.apiKeys.project,
    };
    const services = [{ name: "worker", vars }];
    const broker = await startWorkerd({ services });
    defer(() => broker.stop());
    const floor = await startWorkerd({ services, source: FLOOR });
    defer(() => floor.stop());
    const viewer = await Viewer.make();
    const url = broker.urls.worker ?? "";
    await readOk(viewer.mint(url, "member"));
    const taken = { first: [], again: [], floor: [], requests: [] } as Record<Measured, number[]>;
    let cursor: string | null = "";
    for (let round = 0; round <= rounds; round += 1) {
      const pages: CallSummary[][] = [];
      while (pages.length < PAGES_PER_ROUND && cursor !== null) {
        const list: Page<CallSummary> = await readOk(
          viewer.get(url, `/v1/calls?limit=${CALLS_PER_PAGE}${cursor}`),
        );
        pages.push(list.items);
        cursor = list.next === null ? null : `&cursor=${list.next}`;
      }
      const evaluateAll = async () => {
        for (const calls of pages) await evaluate(viewer, url, calls);
      };
      const sentBefore = simulator.state().requests.total;
      const first = await cpuUs(broker.pid, evaluateAll);
      const requests = simulator.state().requests.total - sentBefore;
      const again = await cpuUs(broker.pid, evaluateAll);
      const floorUs = await cpuUs(floor.pid, async () => {
        for (const calls of pages) await readOk(fetch(`${floor.urls.worker}?${sameQuery(calls)}`));
      });
      // The first round warms up and is not counted.
      if (round === 0) continue;
      for (const [name, sum] of Object.entries({ first, again, floor: floorUs, requests })) {
        taken[name as Measured].push(sum / pages.length);
      }
    }
    return rowsOf(taken);
  },
};

type Measured = "first" | "again" | "floor" | "requests";

function rowsOf({ first, again, floor, requests }: Readonly<Record<Measured, readonly number[]>>): Row[] {
  const reading = first.map((us, round) => us - (again[round] ?? 0));
  return [
    {
      name: "evaluations of 50 calls, CPU",
      unit: "µs",
      samples: { first, "from memory": again, floor },
      against: "floor",
    },
    {
      name: "reading them, CPU",
      unit: "µs",
      samples: { keyhole: reading, floor },
      against: "floor",
      aims: [{ subject: "keyhole", of: "ratio", atMost: FLOORS_MAX }],
      note: "What the first time costs above the time from memory.",
    },
    {
      name: "requests to Cekura a page",
      unit: "requests",
      samples: { keyhole: requests },
      aims: [{ subject: "keyhole", of: "median", atMost: 1 }],
    },
  ];
}

async function evaluate(viewer: Viewer, url: string, calls: readonly CallSummary[]): Promise<void> {
  const names = calls.map(({ id }) => `call=${id}`).join("&");
  const { items } = await readOk<{ items: EvaluationSummary[] }>(viewer.get(url, `/v1/evaluations?${names}`));
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

async function cpuUs(pid: number, work: () => Promise<void>): Promise<number> {
  const before = cpuTimeUs(pid);
  await work();
  return cpuTimeUs(pid) - before;
}
