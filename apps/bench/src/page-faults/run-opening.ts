import type { FaultyPage } from "./faulty-page.ts";
import { ELEMENTS, pause } from "./faulty-page.ts";
import { REQUESTS_MAX } from "./run-polling.ts";

/** How long the fault lasts once each element has said something. */
const FAULT_MS = 10_000;
const RECOVERY_MS = 10_000;
/** Painting, and a machine that is busy. */
const SLACK_MS = 3_000;
const FIRST_MS = 20_000;

/** Opens the elements while a fault lasts, and ends it. */
export async function runOpening(
  page: FaultyPage,
  fault: { set(isOn: boolean): Promise<unknown>; isOfBrowser: boolean },
): Promise<{ words: string; broken: string[] }> {
  if (!fault.isOfBrowser) await fault.set(true);
  await page.addElements();
  if (fault.isOfBrowser) {
    // Without its files an element can do nothing.
    await page.waitFor(FIRST_MS, (all) => all.every((shown) => shown === "right"));
    await fault.set(true);
  }
  const during = await page.waitFor(FIRST_MS, (all) => !all.includes("nothing"));
  page.requests = 0;
  await pause(FAULT_MS);
  const asked = page.requests;
  await fault.set(false);
  const startedMs = performance.now();
  const after = await page.waitFor(RECOVERY_MS + SLACK_MS, (all) => all.every((shown) => shown === "right"));
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const states = ELEMENTS.map((name, index) => `${name} ${during[index]}, then ${after[index]}`);
  return {
    words: `opening: ${states.join("; ")}; asks ${asked} times in 10 s, right in ${seconds} s`,
    broken: [
      ...ELEMENTS.flatMap((name, index) => [
        ...(during[index] === "nothing" ? [`${name} says nothing`] : []),
        ...(after[index] === "right" ? [] : [`${name} stays wrong`]),
      ]),
      ...(asked > REQUESTS_MAX ? [`${asked} requests`] : []),
    ],
  };
}
