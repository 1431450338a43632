/**
 * `npx -y pnpm@12 --filter @keyhole/bench run page-faults`: a list, a call and an overview are opened while the upstream
 * fails, or lose their connection, in one browser. A table says what they show meanwhile, how often they ask, and how soon they are right once the
 * fault is over. Ends with 1 where an element stays wrong, or says nothing.
 */
import { findChromium } from "@keyhole/dev/chromium";
import { startDemo } from "@keyhole/launch";
import { type ScenarioName, SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import { chromium, type Page } from "playwright-core";

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
];
const ELEMENTS = ["keyhole-calls", "keyhole-call", "keyhole-overview"] as const;
/** How long the fault lasts once each element has said something. */
const FAULT_MS = 10_000;
const RECOVERY_MS = 10_000;
/** Painting, and a machine that is busy. */
const SLACK_MS = 3_000;
/** Requests of three elements in ten seconds, each with its preflight, token and retries. */
const REQUESTS_MAX = 40;

type Shown = "right" | "notice" | "nothing";

/** Words as arguments pick the faults whose name has one. */
const words = process.argv.slice(2).filter((argument) => argument !== "--");
const chosen = FAULTS.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const demo = await startDemo({ pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 });
const browser = await chromium.launch(await findChromium());
const broken: string[] = [];
try {
  for (const fault of chosen) await runFault(fault);
} finally {
  await browser.close();
  await demo.stop();
}
for (const each of broken) console.log(`BROKEN: ${each}`);
console.log(`${chosen.length} faults, ${broken.length} broken`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function runFault(fault: (typeof FAULTS)[number]): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  let requests = 0;
  page.on("request", (request) => {
    if (request.url().startsWith(demo.brokerUrl)) requests += 1;
  });
  await page.goto(demo.pageUrl);
  await page.getByRole("radio", { name: "Inês Duarte" }).check();
  await page.evaluate(() => customElements.whenDefined("keyhole-overview"));
  if (fault !== "offline") await set(fault, true);
  await page.evaluate((callId) => {
    const holder = document.querySelector("main");
    const make = (name: string) => {
      const element = document.createElement(name);
      element.setAttribute("site", "acme");
      element.setAttribute("assertion-src", "/keyhole-assertion");
      return element;
    };
    const call = make("keyhole-call");
    call.setAttribute("call-id", callId);
    holder?.replaceChildren(make("keyhole-calls"), call, make("keyhole-overview"));
  }, SHOWCASE_CALL_IDS.direct);
  if (fault === "offline") {
    // Without its files an element can do nothing.
    await waitFor(page, 20_000, (shown) => shown === "right");
    await set(fault, true);
  }
  const during = await waitFor(page, 20_000, (shown) => shown !== "nothing");
  requests = 0;
  await page.waitForTimeout(FAULT_MS);
  const asked = requests;
  await set(fault, false);
  const startedMs = performance.now();
  const after = await waitFor(page, RECOVERY_MS + SLACK_MS, (shown) => shown === "right");
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const states = ELEMENTS.map((name, index) => `${name}: ${during[index]}, then ${after[index]}`);
  console.log(`${fault.padEnd(18)} asks ${asked} times in 10 s  right in ${seconds} s  ${states.join("; ")}`);
  ELEMENTS.forEach((name, index) => {
    if (during[index] === "nothing") broken.push(`${fault}: ${name} says nothing`);
    if (after[index] !== "right") broken.push(`${fault}: ${name} stays wrong`);
  });
  if (asked > REQUESTS_MAX) broken.push(`${fault}: ${asked} requests`);
  for (const error of errors) broken.push(`${fault}: nobody handled ${error}`);
  await context.close();

  async function set(name: typeof fault, isOn: boolean): Promise<void> {
    if (name === "offline") return context.setOffline(isOn);
    await fetch(`${demo.simulatorUrl}/_simulator/scenario`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: isOn ? name : "normal" }),
    });
  }
}

/** What each element shows, as soon as all of them show what is awaited, or when the time is over. */
async function waitFor(page: Page, ms: number, isAwaited: (shown: Shown) => boolean): Promise<Shown[]> {
  const endMs = performance.now() + ms;
  for (;;) {
    const shown = await page.evaluate(
      (names) =>
        names.map((name): Shown => {
          const root = document.querySelector(name)?.shadowRoot;
          const has = (parts: readonly string[]) =>
            parts.some((part) => root?.querySelector(`[part~="${part}"]`)?.checkVisibility());
          if (has(["notice", "strip"])) return "notice";
          return has(["row", "call", "turn", "facts", "chart"]) ? "right" : "nothing";
        }),
      [...ELEMENTS],
    );
    if (shown.every(isAwaited) || performance.now() > endMs) return shown;
    await page.waitForTimeout(200);
  }
}
