import { quantile } from "../harness/statistics.ts";
import type { ListPage } from "./list-page.ts";

const FRAMES = 180;
const STILL_FRAMES = 30;
const STEP_PX = 40;
/** Where the flings go, as shares of the list; the first is its end, the last its start. */
const JUMPS = [1, 0.5, 0.1, 0.9, 0.3, 0.7, 0.02, 0.98, 0.6, 0];
const FRAME_MS = 1000 / 60;

export interface Scrolled {
  /** The frame that 95% of a round's frames are no longer than, one for each round. */
  frameP95Ms: number[];
  /** The median frame of the page while nothing scrolls, one for each round. */
  stillMs: number[];
  /** Of 60 frames a second, how many were not drawn, one for each round. */
  dropped: number[];
  /** Frames of a separate run that had a hole where a row belongs. */
  holes: number;
  /** Main thread, for a frame, one for each round. */
  workMs: number[];
  jumpMs: number[];
  /** Frames that were painted before the view was filled, for all jumps. */
  blank: number;
  endMs: number[];
  homeMs: number[];
  elementsAtRest: number;
  /** Elements while it scrolled. */
  elementsFewest: number;
  elementsMost: number;
  heapBytes: number;
}

/** Scrolls lists that hold all their rows, in turns. */
export async function measureScroll<Key extends string>(
  lists: Record<Key, ListPage>,
  size: number,
  rounds: number,
): Promise<Record<Key, Scrolled>> {
  const each = Object.entries(lists) as [Key, ListPage][];
  const taken = Object.fromEntries(each.map(([name]) => [name, empty()])) as Record<Key, Scrolled>;
  const inTurns = async (rounds: number, work: (list: ListPage, into: Scrolled) => Promise<void>) => {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, list] of each) {
        await list.page.bringToFront();
        await work(list, taken[name]);
      }
    }
  };
  await inTurns(1, async (list, into) => {
    await list.call("scrollTo", 0);
    into.elementsAtRest = await list.call("elements");
    const { holes, fewest, most } = await list.call("inspect", FRAMES, STEP_PX);
    into.holes = holes;
    into.elementsFewest = fewest;
    into.elementsMost = most;
  });
  await inTurns(rounds, async (list, into) => {
    const beforeMs = await list.workedMs();
    const frameMs = await list.call("scroll", FRAMES, STEP_PX);
    into.workMs.push(((await list.workedMs()) - beforeMs) / FRAMES);
    into.frameP95Ms.push(quantile(frameMs, 0.95));
    into.dropped.push(frameMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0));
    into.stillMs.push(quantile(await list.call("scroll", STILL_FRAMES, 0), 0.5));
  });
  await inTurns(2, async (list, into) => {
    for (const share of JUMPS) {
      const { ms, frames } = await list.call("jump", share);
      into.jumpMs.push(ms);
      into.blank += frames - 1;
    }
  });
  await inTurns(1, (list) => list.call("focusFirst"));
  await inTurns(rounds, async (list, into) => {
    into.endMs.push(await press(list, "End", size - 1));
    into.homeMs.push(await press(list, "Home", 0));
  });
  await inTurns(1, async (list, into) => {
    into.heapBytes = await list.heapBytes();
  });
  return taken;
}

/** With Control, since End alone goes to the end of a row in a grid of cells. */
async function press(list: ListPage, key: string, goesTo: number): Promise<number> {
  await list.call("expectKey", goesTo);
  await list.page.keyboard.press(`Control+${key}`);
  return list.call("pressed");
}

function empty(): Scrolled {
  return {
    frameP95Ms: [],
    stillMs: [],
    dropped: [],
    holes: 0,
    workMs: [],
    jumpMs: [],
    blank: 0,
    endMs: [],
    homeMs: [],
    elementsAtRest: 0,
    elementsFewest: 0,
    elementsMost: 0,
    heapBytes: 0,
  };
}
