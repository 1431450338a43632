/**
 * `npx -y pnpm@12 --filter @keyhole/bench run page-faults`: what elements show while the upstream fails, a connection
 * is lost, a tab sleeps or storage is refused, in one browser. A list, a call and an overview are opened during the
 * fault, and polled through another; a call is started during it. Ends with 1 where an element stays wrong, says
 * nothing, or a call is made twice.
 */
import { findChromium } from "@keyhole/dev/chromium";
import { startDemo } from "@keyhole/launch";
import type { ScenarioName } from "@keyhole/simulator";
import { chromium } from "playwright-core";
import { FaultyPage, FaultyUpstream } from "./page-faults/faulty-page.ts";
import { HAPPENINGS, type Happening } from "./page-faults/happenings.ts";
import { runOpening } from "./page-faults/run-opening.ts";
import { runPolling } from "./page-faults/run-polling.ts";
import { runTalk } from "./page-faults/run-talk.ts";

const FAULTS: readonly (ScenarioName | "offline")[] = [
  "connection-reset",
  "cut-off",
  "broken-json",
  "html-page",
  "html-error",
  "server-error",
  "unavailable",
  "rate-limited",
  "redirect-loop",
  "huge",
  "unauthorised",
  "offline",
  "starts-lost",
];
/** Faults of starts alone: what shows calls does not notice. */
const OF_STARTS: readonly string[] = ["starts-lost"];
const FIRST_MS = 20_000;

/** Words as arguments pick the faults whose name has one. */
const words = process.argv.slice(2).filter((argument) => argument !== "--");
const isChosen = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
const demo = await startDemo({ pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 });
const upstream = new FaultyUpstream(demo);
const found = await findChromium();
const browser = await chromium.launch(found);
const broken: string[] = [];
try {
  for (const fault of FAULTS.filter(isChosen)) {
    if (!OF_STARTS.includes(fault)) await runFault(fault);
    const set = (page: FaultyPage, isOn: boolean) => setFault(page, fault, isOn);
    tell(fault, await runTalk(browser, demo, { upstream, set }));
  }
  for (const happening of HAPPENINGS.filter(({ name }) => isChosen(name))) await runHappening(happening);
} finally {
  await browser.close();
  await demo.stop();
}
for (const each of broken) console.log(`BROKEN: ${each}`);
console.log(`${broken.length} broken`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function runFault(fault: (typeof FAULTS)[number]): Promise<void> {
  const page = await FaultyPage.open(browser, demo);
  try {
    await page.signIn();
    const set = (isOn: boolean) => setFault(page, fault, isOn);
    tell(fault, await runOpening(page, { set, isOfBrowser: fault === "offline" }));
    tell(fault, await runPolling(page, upstream, { set }));
    await tellUnhandled(fault, page);
  } finally {
    await upstream.set("normal");
    await page.close();
  }
}

async function runHappening({ name, script, begin, end, movesClock }: Happening): Promise<void> {
  const page = await FaultyPage.open(browser, demo, script);
  try {
    if (movesClock) await page.page.clock.install();
    await page.signIn();
    await page.addElements();
    await page.waitFor(FIRST_MS, (all) => all.every((shown) => shown === "right"));
    const set = async (isOn: boolean) => (isOn ? begin?.(page, demo) : end?.(page));
    tell(name, await runPolling(page, upstream, { set, isSilent: true }));
    await tellUnhandled(name, page);
  } finally {
    await page.close();
  }
}

async function setFault(page: FaultyPage, fault: (typeof FAULTS)[number], isOn: boolean): Promise<void> {
  if (fault === "offline") await page.context.setOffline(isOn);
  else await upstream.set(isOn ? fault : "normal");
}

async function tellUnhandled(name: string, page: FaultyPage): Promise<void> {
  const unhandled = await page.unhandled();
  tell(name, { words: `unhandled: ${unhandled.length}`, broken: unhandled });
}

function tell(name: string, result: { words: string; broken: readonly string[] }): void {
  console.log(`${name.padEnd(24)}${result.words}`);
  for (const each of result.broken) broken.push(`${name}: ${each}`);
}
