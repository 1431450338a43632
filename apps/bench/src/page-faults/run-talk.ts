import type { Demo } from "@keyhole/launch";
import type { Browser } from "playwright-core";
import { FaultyPage, type FaultyUpstream, pause } from "./faulty-page.ts";

/** Between two presses of "Try again". */
const PRESS_MS = 2_000;
const FIRST_MS = 25_000;
/** A start whose answer was lost is looked for upstream for a minute: no call is ever started beside it. */
const RECOVERY_MS = 70_000;

type TalkState = "notice" | "waiting" | "talking" | "nothing";

/** A visitor starts a call while a fault lasts, and tries again until it works: one call is made, and no more. */
export async function runTalk(
  browser: Browser,
  demo: Demo,
  { upstream, set }: { upstream: FaultyUpstream; set(page: FaultyPage, isOn: boolean): Promise<unknown> },
): Promise<{ words: string; broken: string[] }> {
  const faulty = await FaultyPage.open(browser, demo);
  const { page } = faulty;
  try {
    await page.goto(`${demo.pageUrl}/talk.html`);
    await page.evaluate(() => document.querySelector("keyhole-talk")?.setAttribute("medium", "text"));
    const button = (name: string) => page.locator("keyhole-talk").getByRole("button", { name, exact: true });
    await button("Start a call").click();
    const agree = button("I agree, start");
    await agree.waitFor();
    const before = await upstream.callCount();
    await set(faulty, true);
    await agree.click();
    const during = await waitFor(faulty, FIRST_MS, ["notice", "waiting", "talking"]);
    await pause(3_000);
    await set(faulty, false);
    const startedMs = performance.now();
    let after = await talkState(faulty);
    let presses = 0;
    while (after !== "talking" && performance.now() - startedMs < RECOVERY_MS) {
      if (after === "notice") {
        presses += 1;
        await button("Try again")
          .click({ timeout: PRESS_MS })
          .catch(() => {});
        await agree.click({ timeout: PRESS_MS }).catch(() => {});
      }
      after = await waitFor(faulty, PRESS_MS, ["notice", "talking"]);
    }
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const made = (await upstream.callCount()) - before;
    return {
      words: `keyhole-talk: ${during}, then ${after} in ${seconds} s after ${presses} presses; ${made} calls made`,
      broken: [
        ...(during === "nothing" ? ["keyhole-talk says nothing"] : []),
        ...(after === "talking" ? [] : ["keyhole-talk does not start a call"]),
        ...(made === 1 ? [] : [`${made} calls were made upstream`]),
        ...(await faulty.unhandled()).map((error) => `nobody handled ${error}`),
      ],
    };
  } finally {
    await faulty.close();
  }
}

async function waitFor(page: FaultyPage, ms: number, awaited: readonly TalkState[]): Promise<TalkState> {
  const endMs = performance.now() + ms;
  for (;;) {
    const state = await talkState(page);
    if (awaited.includes(state) || performance.now() > endMs) return state;
    await pause(200);
  }
}

/** A form, and progress, are nothing yet. */
function talkState({ page }: FaultyPage): Promise<TalkState> {
  return page.evaluate(() => {
    const root = document.querySelector("keyhole-talk")?.shadowRoot;
    const has = (part: string) => Boolean(root?.querySelector(`[part~="${part}"]`)?.checkVisibility());
    if (has("notice")) return "notice";
    if (has("hang-up")) return "talking";
    return has("progress-text") ? "waiting" : "nothing";
  });
}
