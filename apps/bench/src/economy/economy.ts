/** What viewers who poll a list for a minute cost in requests to the vendor and to Durable Objects. */
import { MemberPage } from "../growth/member-page.ts";
import type { Context, Group } from "../harness/group.ts";
import type { Row } from "../harness/row.ts";
import { type Grants, openCountedWorld } from "./counted-world.ts";

const SIZES = [1, 10, 100, 1_000];
const GRANTS: readonly Grants[] = ["same grant", "different grants"];
/** As a list polls where calls arrive all the time. */
const POLL_MS = 15_000;
const MINUTE_MS = 60_000;
const WARM_UP_MS = 20_000;
/** 0.6 a second. */
const UPSTREAM_MAX = 36;
const NOTE =
  "4 isolates in this process, by a fake clock; each viewer polls every 15 s; mints are not counted";

interface Cost {
  upstream: number;
  objects: number;
}

export const economy: Group = {
  name: "economy",
  describe:
    "requests to the vendor and to Durable Objects, as viewers with the same and with different grants poll",
  async run({ quick, say }: Context) {
    const sizes = quick ? SIZES.slice(0, 3) : SIZES;
    const costs = new Map<number, Record<Grants, Cost>>();
    for (const size of sizes) {
      say(`  ${size} viewers`);
      const [same, different] = [
        await pollForAMinute(size, "same grant"),
        await pollForAMinute(size, "different grants"),
      ];
      costs.set(size, { "same grant": same, "different grants": different });
    }
    return [...costs].flatMap(([size, cost]) => comparisons(size, cost)).concat(growths(costs));
  },
};

function comparisons(size: number, cost: Record<Grants, Cost>): Row[] {
  const samples = (of: (cost: Cost) => number) =>
    Object.fromEntries(GRANTS.map((grants) => [grants, [of(cost[grants])]]));
  return [
    {
      name: `requests to the vendor in a minute, ${size.toLocaleString("en")} viewers`,
      unit: "requests",
      samples: samples(({ upstream }) => upstream),
      aims: [{ subject: "same grant", of: "median", atMost: UPSTREAM_MAX }],
      note: NOTE,
    },
    {
      name: `requests to Durable Objects in a minute, ${size.toLocaleString("en")} viewers`,
      unit: "requests",
      samples: samples(({ objects }) => objects),
      note: NOTE,
    },
  ];
}

/** From 10 viewers on: one alone polls less often than an answer is kept. */
function growths(costs: ReadonlyMap<number, Record<Grants, Cost>>): Row[] {
  const points = (of: (cost: Record<Grants, Cost>) => number) =>
    [...costs].flatMap(([size, cost]) => (size < 10 ? [] : [{ size, samples: [of(cost)] }]));
  const axis = "viewers";
  const unit = "requests";
  return [
    {
      ...{ name: "requests to the vendor, same grant", unit, axis, atMostExponent: 0.2 },
      points: points((cost) => cost["same grant"].upstream),
    },
    {
      ...{ name: "requests to Durable Objects, same grant", unit, axis, atMostExponent: 1.1 },
      points: points((cost) => cost["same grant"].objects),
    },
  ];
}

/** Polls at times that are spread over the pause, and asks isolates in turns. */
async function pollForAMinute(viewers: number, grants: Grants): Promise<Cost> {
  const world = openCountedWorld(grants);
  const pages: MemberPage[] = [];
  while (pages.length < viewers) pages.push(await MemberPage.enter(world.app));
  world.stopClock();
  // A ledger that has just begun lends out half of the budget.
  await (await (pages[0] as MemberPage).get("/v1/calls"))();
  await world.advanceTo(WARM_UP_MS);
  const polls = pages
    .flatMap((page, index) =>
      Array.from({ length: MINUTE_MS / POLL_MS }, (_, poll) => ({
        page,
        atMs: Math.floor(poll * POLL_MS + (index / viewers) * POLL_MS),
      })),
    )
    .toSorted((one, other) => one.atMs - other.atMs);
  Object.assign(world.counts, { upstream: 0, objects: 0 });
  for (const { page, atMs } of polls) {
    await world.advanceTo(WARM_UP_MS + atMs);
    await (await page.get("/v1/calls"))();
  }
  await world.advanceTo(WARM_UP_MS + MINUTE_MS);
  return { ...world.counts };
}
