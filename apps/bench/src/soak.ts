/**
 * `npx -y pnpm@12 run soak [--hours 8] [--calls 500]`: a list that stays open for hours of polling on a fake clock, while
 * calls are opened and closed, in Chromium over a broker of this process. Prints what the page holds over time, and ends
 * with 1 where it does not come back to what it held after the warm-up.
 */
import { findChromium } from "@keyhole/dev/chromium";
import { chromium } from "playwright-core";
import { catchInterruption } from "./harness/catch-interruption.ts";
import { formatColumns } from "./harness/format-columns.ts";
import { describeMachine, readMachine } from "./harness/machine.ts";
import { readSoakOptions } from "./read-options.ts";
import { type HeldAt, judgeHeld } from "./soak/judge-held.ts";
import { openSoakPage } from "./soak/soak-page.ts";
import { openSoakWorld } from "./soak/soak-world.ts";

const STEP_MS = 15_000;
const HOUR_MS = 3_600_000;
/** Calls keep coming, so that the list has something to draw. */
const NEW_CALL_STEPS = 40;
/** Of the time and of the calls, before the first measurement counts. */
const WARM_UP_SHARE = 0.1;
const PARTS = 9;

const { hours, calls } = readSoakOptions(process.argv.slice(2));
const interruption = catchInterruption();

const world = await openSoakWorld();
const browser = await chromium.launch({
  ...(await findChromium()),
  handleSIGINT: false,
  handleSIGTERM: false,
});
try {
  await run();
} finally {
  await browser.close();
  await world.stop();
}

async function run(): Promise<void> {
  console.log(describeMachine({ ...readMachine(), chromium: browser.version() }));
  const page = await openSoakPage(browser, world);
  const held: HeldAt[] = [];
  const steps = Math.round((hours * HOUR_MS) / STEP_MS);
  const measuredAt = Array.from({ length: PARTS + 1 }, (_, part) =>
    Math.round(steps * (WARM_UP_SHARE + ((1 - WARM_UP_SHARE) * part) / PARTS)),
  );
  let opened = 0;
  for (let step = 1; step <= steps; step += 1) {
    if (step % NEW_CALL_STEPS === 0) world.addCall();
    await page.pass(STEP_MS);
    for (; opened < Math.floor((step / steps) * calls); opened += 1) await page.openCall(opened);
    if (interruption.signal.aborted) break;
    if (!measuredAt.includes(step)) continue;
    const { polls } = page;
    held.push({ hours: (step * STEP_MS) / HOUR_MS, polls, calls: opened, ...(await page.measure()) });
    console.error(`  ${formatRow(held.at(-1) as HeldAt).join("  ")}`);
  }
  interruption.tell();
  if (interruption.signal.aborted) return;
  const head = ["hours", "polls", "calls", "heap MiB", "nodes", "listeners"];
  console.log(`\n${formatColumns([head, ...held.map(formatRow)])}\n`);
  const verdicts = judgeHeld(held);
  for (const { what, holds, found } of verdicts)
    console.log(`${holds ? "holds " : "BROKEN"}  ${what} come back: ${found}`);
  console.log(`${page.turnsShown.toLocaleString("en")} turns were shown`);
  for (const error of page.errors) console.log(`BROKEN  nobody handled ${error}`);
  const isWell = verdicts.every(({ holds }) => holds) && page.errors.length === 0 && page.turnsShown > 0;
  process.exitCode = isWell ? 0 : 1;
}

function formatRow({ hours: at, polls, calls: open, heapMib, nodes, listeners }: HeldAt): string[] {
  return [at.toFixed(1), String(polls), String(open), heapMib.toFixed(2), String(nodes), String(listeners)];
}
