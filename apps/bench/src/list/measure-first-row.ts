import type { Browser } from "playwright-core";
import { inTurns } from "../harness/in-turns.ts";
import { openList } from "./list-page.ts";
import type { Subject } from "./subject.ts";

export interface FirstRow {
  /** Since navigation started, one for each round. */
  navigationMs: number[];
  /** Since the element was upgraded. */
  upgradeMs: number[];
  /** Since the first page of calls was there; none where the calls come as an array. */
  answerMs: number[];
}

/** Opens each list in turns, in a fresh context each time. */
export async function measureFirstRow(
  browser: Browser,
  origin: string,
  size: number,
  rounds: number,
): Promise<Record<Subject, FirstRow>> {
  const open = (subject: Subject) => async () => {
    const list = await openList(browser, origin, subject, size);
    const times = await list.call("firstRow");
    await list.close();
    return times;
  };
  const taken = await inTurns(
    { keyhole: open("keyhole"), vaadin: open("vaadin"), "vaadin-array": open("vaadin-array") },
    { rounds, warmUp: 2 },
  );
  return {
    keyhole: split(taken.keyhole),
    vaadin: split(taken.vaadin),
    "vaadin-array": split(taken["vaadin-array"]),
  };
}

function split(times: readonly { navigationMs: number; upgradeMs: number; answerMs: number }[]): FirstRow {
  return {
    navigationMs: times.map(({ navigationMs }) => navigationMs),
    upgradeMs: times.map(({ upgradeMs }) => upgradeMs),
    answerMs: times.map(({ answerMs }) => answerMs),
  };
}
