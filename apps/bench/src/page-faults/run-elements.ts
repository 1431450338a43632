import { buildWhenNeeded } from "@keyhole/dev/build";
import { findChromium } from "@keyhole/dev/chromium";
import { type Demo, startDemo } from "@keyhole/launch";
import type { ScenarioName } from "@keyhole/simulator";
import { type Browser, chromium } from "playwright-core";
import { FaultyPage, FaultyUpstream } from "./faulty-page.ts";
import { HAPPENINGS, type Happening } from "./happenings.ts";
import { runOpening } from "./run-opening.ts";
import { runPolling } from "./run-polling.ts";
import { runTalk } from "./run-talk.ts";

type Fault = ScenarioName | "offline";

const FAULTS: readonly Fault[] = [
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

interface World {
  browser: Browser;
  demo: Demo;
  upstream: FaultyUpstream;
  tell(name: string, result: { words: string; broken: readonly string[] }): void;
}

/**
 * Prints what elements of one page show while the upstream fails, a connection is lost, a tab sleeps or storage is
 * refused. A list, a call and an overview are opened during the fault, and polled through another; a call is started
 * during it. Resolves to the number of cases in which an element stays wrong, says nothing, or a call is made twice.
 */
export async function runElements(isChosen: (fault: string) => boolean): Promise<number> {
  buildWhenNeeded("elements");
  const demo = await startDemo({ pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 });
  const upstream = new FaultyUpstream(demo);
  const browser = await chromium.launch(await findChromium());
  const broken: string[] = [];
  const tell: World["tell"] = (name, result) => {
    console.log(`${name.padEnd(24)}${result.words}`);
    for (const each of result.broken) broken.push(`${name}: ${each}`);
  };
  const world: World = { browser, demo, upstream, tell };
  try {
    for (const fault of FAULTS.filter(isChosen)) {
      if (!OF_STARTS.includes(fault)) await runFault(world, fault);
      const set = (page: FaultyPage, isOn: boolean) => setFault(world, page, { fault, isOn });
      tell(fault, await runTalk(browser, demo, { upstream, set }));
    }
    for (const happening of HAPPENINGS.filter(({ name }) => isChosen(name))) {
      await runHappening(world, happening);
    }
  } finally {
    await browser.close();
    await demo.stop();
  }
  for (const each of broken) console.log(`BROKEN: ${each}`);
  console.log(`${broken.length} broken`);
  return broken.length;
}

async function runFault(world: World, fault: Fault): Promise<void> {
  const { browser, demo, upstream, tell } = world;
  const page = await FaultyPage.open(browser, demo);
  try {
    await page.signIn();
    const set = (isOn: boolean) => setFault(world, page, { fault, isOn });
    tell(fault, await runOpening(page, { set, isOfBrowser: fault === "offline" }));
    tell(fault, await runPolling(page, upstream, { set }));
    await tellUnhandled(world, fault, page);
  } finally {
    await upstream.set("normal");
    await page.close();
  }
}

async function runHappening(world: World, happening: Happening): Promise<void> {
  const { browser, demo, upstream, tell } = world;
  const { name, script, begin, end, movesClock } = happening;
  const page = await FaultyPage.open(browser, demo, script);
  try {
    if (movesClock) await page.page.clock.install();
    await page.signIn();
    await page.addElements();
    await page.waitFor(FIRST_MS, (all) => all.every((shown) => shown === "right"));
    const set = async (isOn: boolean) => (isOn ? begin?.(page, demo) : end?.(page));
    tell(name, await runPolling(page, upstream, { set, isSilent: true }));
    await tellUnhandled(world, name, page);
  } finally {
    await page.close();
  }
}

async function setFault(
  { upstream }: World,
  page: FaultyPage,
  { fault, isOn }: { fault: Fault; isOn: boolean },
): Promise<void> {
  if (fault === "offline") await page.context.setOffline(isOn);
  else await upstream.set(isOn ? fault : "normal");
}

async function tellUnhandled({ tell }: World, name: string, page: FaultyPage): Promise<void> {
  const unhandled = await page.unhandled();
  tell(name, { words: `unhandled: ${unhandled.length}`, broken: unhandled });
}
