import type { Browser } from "playwright-core";
import { openList } from "./list-page.ts";
import { SUBJECTS, type Subject } from "./subject.ts";

const ROUNDS = 21;
const WARM_UP_ROUNDS = 2;

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
): Promise<Record<Subject, FirstRow>> {
  const taken = { keyhole: empty(), vaadin: empty(), "vaadin-array": empty() };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const subject of SUBJECTS) {
      const list = await openList(browser, origin, subject, size);
      const { navigationMs, upgradeMs, answerMs } = await list.call("firstRow");
      await list.close();
      if (round < 0) continue;
      taken[subject].navigationMs.push(navigationMs);
      taken[subject].upgradeMs.push(upgradeMs);
      taken[subject].answerMs.push(answerMs);
    }
  }
  return taken;
}

function empty(): FirstRow {
  return { navigationMs: [], upgradeMs: [], answerMs: [] };
}
