/** What a request costs the broker as calls, agents, sites and viewers grow tenfold twice. In this process. */
import type { Context, Group } from "../harness/group.ts";
import { inTurns } from "../harness/in-turns.ts";
import type { Growth, GrowthPoint, Row } from "../harness/row.ts";
import { type Amounts, type GrownBroker, growBroker, startGrown } from "./grown-broker.ts";
import type { MemberPage, PreparedRequest } from "./member-page.ts";

const LEAST: Amounts = { calls: 1_000, agents: 5, sites: 1, viewers: 10 };
/** What grows, with its sizes. A site and a grant name at most 50 agents; the rest are the account's. */
const AXES: Readonly<Record<keyof Amounts, readonly number[]>> = {
  calls: [1_000, 10_000, 100_000],
  agents: [5, 50, 500],
  sites: [1, 10, 100],
  viewers: [10, 100, 1_000],
};
/** Requests of one sample. */
const BATCH = 60;
/** Above this exponent a cost grows with its axis. */
const CONSTANT_MAX = 0.1;
const LINEAR_MAX = 1.1;

export const growth: Group = {
  name: "growth",
  describe: "CPU of requests and size of tokens in this process, as calls, agents, sites and viewers grow",
  async run(context) {
    const rows: Row[] = [];
    for (const axis of Object.keys(AXES) as (keyof Amounts)[]) {
      context.say(`  ${axis}`);
      rows.push(...(await growAlong(axis, context)));
    }
    return rows;
  },
};

async function growAlong(axis: keyof Amounts, { quick }: Context): Promise<Row[]> {
  const sizes = AXES[axis].slice(0, quick ? 2 : 3);
  const constant = { atMostExponent: CONSTANT_MAX };
  const brokers = new Map<number, GrownBroker>();
  for (const size of sizes) brokers.set(size, await growBroker({ ...LEAST, [axis]: size }));
  const measure = async (
    name: string,
    ask: (page: MemberPage, n: number) => Promise<PreparedRequest>,
    aims: { atMostExponent?: number } = constant,
  ): Promise<Growth> => {
    const points = await sample(sizes, quick, async (size) => {
      const requests = await brokers.get(size)?.prepare(BATCH, ask);
      return cpuUs(requests ?? []);
    });
    return { name: `${name}, by ${axis}`, unit: "µs", axis, points, ...aims };
  };
  const rows = [
    await measure("list of 50, CPU", (page) => page.get("/v1/calls?limit=50")),
    await measure("detail, CPU", (page, n) => page.get(callPath(n))),
    await measure("member's mint, CPU", (page) => page.mint(), axis === "agents" ? {} : constant),
  ];
  if (axis === "agents") {
    rows.push(await measure("list of agents, CPU", (page) => page.get("/v1/agents"), {}));
    rows.push(tokenRow(sizes, brokers));
  }
  if (axis === "sites" || axis === "agents") rows.push(await startRow(axis, sizes, quick));
  if (axis === "viewers") rows.push(await requestsRow(sizes, brokers));
  return rows;
}

/** Measures the sizes in turns. */
async function sample(
  sizes: readonly number[],
  quick: boolean,
  measure: (size: number) => Promise<number>,
): Promise<GrowthPoint[]> {
  const subjects = Object.fromEntries(sizes.map((size) => [String(size), () => measure(size)]));
  const samples = await inTurns(subjects, { rounds: quick ? 7 : 21, warmUp: 3 });
  return sizes.map((size) => ({ size, samples: samples[String(size)] ?? [] }));
}

/** CPU of a request, in microseconds: that of this process while it answers, divided by their number. */
async function cpuUs(requests: readonly PreparedRequest[]): Promise<number> {
  const before = process.cpuUsage();
  for (const request of requests) await request();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests.length;
}

/** Each time another call. */
function callPath(n: number): string {
  return `/v1/calls/cccccccc-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

function tokenRow(sizes: readonly number[], brokers: ReadonlyMap<number, GrownBroker>): Growth {
  const points = sizes.map((size) => ({ size, samples: [brokers.get(size)?.pages[0]?.token.length ?? 0] }));
  const note = "A site and a grant name at most 50 agents. A token has at most 4,096 bytes.";
  return { name: "token, by agents", unit: "B", axis: "agents", points, note };
}

/** Reading the config, as a Worker does when it starts. */
async function startRow(axis: "agents" | "sites", sizes: readonly number[], quick: boolean): Promise<Growth> {
  const points = await sample(sizes, quick, async (size) => {
    const startedMs = performance.now();
    startGrown({ ...LEAST, [axis]: size });
    return performance.now() - startedMs;
  });
  return { name: `start, by ${axis}`, unit: "ms", axis, points, atMostExponent: LINEAR_MAX };
}

/** Requests to the vendor while every viewer polls the list once, all with the same grant. */
async function requestsRow(
  sizes: readonly number[],
  brokers: ReadonlyMap<number, GrownBroker>,
): Promise<Growth> {
  const points = [];
  for (const size of sizes) {
    const broker = brokers.get(size);
    if (!broker) continue;
    const polls = await broker.prepare(size, (page) => page.get("/v1/calls?limit=50"));
    const before = broker.upstream.requests;
    await Promise.all(polls.map((poll) => poll()));
    points.push({ size, samples: [broker.upstream.requests - before] });
  }
  const note = "Each viewer polls the list once, all at the same time, with the same grant.";
  return { name: "requests to the vendor, by viewers", unit: "requests", axis: "viewers", points, note };
}
