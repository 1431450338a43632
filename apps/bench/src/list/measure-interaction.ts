import { setTimeout as sleep } from "node:timers/promises";
import { inTurns } from "../harness/in-turns.ts";
import type { BrokerStandIn } from "./broker-stand-in.ts";
import type { ListPage } from "./list-page.ts";

const SLOWER = 4;
const PRESSES = 10;
/** Between two presses of a key that is held down, on most systems. */
const PRESS_EVERY_MS = 33;
const PAGE_CALLS = 50;

/** From the slowest interaction of a round to the paint after it, in milliseconds. */
export interface Interaction<Key extends string> {
  /** Arrow keys while a refresh brings 50 calls. */
  refreshMs: Record<Key, number[]>;
  /** Page Down, held until several pages of 50 calls have come. */
  pagesMs: Record<Key, number[]>;
}

/** Presses keys in lists whose main thread is four times slower, in turns. Both have loaded their first page. */
export async function measureInteraction<Key extends string>(
  lists: Readonly<Record<Key, ListPage>>,
  broker: BrokerStandIn,
  rounds: number,
): Promise<Interaction<Key>> {
  const each = Object.entries(lists) as [Key, ListPage][];
  const subjects = (measure: (list: ListPage) => Promise<number>) =>
    Object.fromEntries(each.map(([name, list]) => [name, () => measure(list)])) as Record<
      Key,
      () => Promise<number>
    >;
  for (const [, list] of each) await list.slowDown(SLOWER);
  return {
    refreshMs: await inTurns(
      subjects(async (list) => {
        await begin(list);
        broker.newer += PAGE_CALLS;
        const refreshed = list.call("refresh");
        await press(list, "ArrowDown");
        await refreshed;
        return list.call("slowestInteraction");
      }),
      { rounds },
    ),
    pagesMs: await inTurns(
      subjects(async (list) => {
        await begin(list);
        await press(list, "PageDown");
        return list.call("slowestInteraction");
      }),
      { rounds },
    ),
  };
}

async function begin(list: ListPage): Promise<void> {
  await list.page.bringToFront();
  await list.call("focusFirst");
  await list.call("watchInteractions");
}

async function press(list: ListPage, key: string): Promise<void> {
  for (let count = 0; count < PRESSES; count += 1) {
    await list.page.keyboard.press(key);
    await sleep(PRESS_EVERY_MS);
  }
}
