import type { BrokerStandIn } from "./broker-stand-in.ts";
import type { ListPage } from "./list-page.ts";

const ROUNDS = 5;
const BLOCK_PAGES = 20;
const REFRESHES = 10;
const PAGE_CALLS = 50;

/** What the main thread works for a page of calls, in milliseconds, one for each round. */
export interface PageCost {
  /** In a list that has few pages. */
  shortMs: number[];
  /** In one that has nearly all or all of them. */
  longMs: number[];
}

/** Loads all of a long list, by scrolling to its end as a viewer does: its last pages in turns with the first of another. */
export async function measureAppend(long: ListPage, short: ListPage, size: number): Promise<PageCost> {
  const measured = ROUNDS * BLOCK_PAGES;
  // Both have run long enough to be compiled.
  await short.call("loadPages", measured);
  await long.call("loadPages", size / PAGE_CALLS - 1 - measured);
  return inTurns(long, short, BLOCK_PAGES, async (list) => {
    if (list === short) await list.call("restart");
    return () => list.call("loadPages", BLOCK_PAGES);
  });
}

/** Refreshes both in turns, each time with a call that is new. Both are scrolled to their end, where newer calls must not move them. */
export async function measureRefresh(
  broker: BrokerStandIn,
  long: ListPage,
  short: ListPage,
): Promise<PageCost> {
  return inTurns(long, short, REFRESHES, async (list) => async () => {
    for (let count = 0; count < REFRESHES; count += 1) {
      broker.newer += 1;
      await list.call("refresh");
    }
  });
}

type Prepare = (list: ListPage) => Promise<() => Promise<unknown>>;

async function inTurns(long: ListPage, short: ListPage, count: number, prepare: Prepare): Promise<PageCost> {
  const cost: PageCost = { shortMs: [], longMs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [list, takenMs] of [
      [short, cost.shortMs],
      [long, cost.longMs],
    ] as const) {
      await list.page.bringToFront();
      const run = await prepare(list);
      const beforeMs = await list.workedMs();
      await run();
      takenMs.push(((await list.workedMs()) - beforeMs) / count);
    }
  }
  return cost;
}
