import { FIRST_ENDED } from "@keyhole/playground";
import type { Browser, Page } from "playwright-core";
import { settled, watchRequests } from "../support/settled.ts";
import { type HostPage, htmlOf } from "./host-pages.ts";
import type { HostServer } from "./host-server.ts";

/** What an element shows when it is looked at. */
export const STATES = ["list", "call", "error", "talk"] as const;
export type ShownState = (typeof STATES)[number];

const BOX = ":is(keyhole-calls, keyhole-talk) [part~='box']";

/** Opens a host page with the element in a state, so wide as told, with all that it shows at rest. */
export async function showElement(
  browser: Browser,
  server: HostServer,
  host: HostPage,
  { state, widthPx }: { state: "list" | "error"; widthPx: number },
): Promise<Page> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    viewport: { width: widthPx, height: 1400 },
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  watchRequests(page);
  await page.clock.setFixedTime(server.nowMs);
  server.page = htmlOf(host, state === "error" ? "list-upstream-key-rejected" : "dozen");
  await page.goto(server.origin);
  if (state === "error") await page.locator("keyhole-calls [part~='request-id']").waitFor();
  else await page.locator("keyhole-calls [role=row]").first().waitFor();
  await fitBox(page, widthPx);
  await atRest(page);
  return page;
}

/** Goes on from the list to a call, with all that it shows at rest. */
export async function showCall(page: Page): Promise<void> {
  await page.locator("keyhole-calls").getByRole("button", { name: FIRST_ENDED.title }).first().click();
  await page.locator("keyhole-calls [part~='turn']").nth(2).waitFor();
  await page.locator("keyhole-calls [part~='play']").waitFor();
  // Not where a button is, whose look would change.
  await page.mouse.move(0, 0);
  await atRest(page);
}

/** Goes on from an element to a talk in its place, and to what the viewer chooses and agrees to. */
export async function showTalk(page: Page): Promise<void> {
  await page.evaluate(() => {
    const talk = document.createElement("keyhole-talk");
    talk.setAttribute("site", "talk");
    document.querySelector("keyhole-calls")?.replaceWith(talk);
  });
  const talk = page.locator("keyhole-talk");
  await talk.getByRole("button", { name: "Start a call" }).click();
  await talk.getByRole("button", { name: "I agree, start" }).waitFor();
  await page.mouse.move(0, 0);
  await atRest(page);
}

/** Makes the window so wide that the element's box has a width, whatever the page puts around it. */
export async function fitBox(page: Page, widthPx: number): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    const { hasPx, scale } = await page.locator(BOX).evaluate((box) => {
      const { offsetWidth } = box as HTMLElement;
      return { hasPx: offsetWidth, scale: box.getBoundingClientRect().width / offsetWidth };
    });
    const { width = widthPx, height = 1400 } = page.viewportSize() ?? {};
    if (hasPx === widthPx) return;
    await page.setViewportSize({ width: Math.round(width + (widthPx - hasPx) * scale), height });
    await drawn(page);
  }
  throw new Error(`The box cannot be made ${widthPx} px wide.`);
}

async function atRest(page: Page): Promise<void> {
  await settled(page);
  await drawn(page);
}

/** Frames go by without a change of layout. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 6; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  });
}

export function takePicture(page: Page): Promise<Buffer> {
  return page.locator(BOX).screenshot({ animations: "disabled", scale: "css" });
}

/** Every box inside the element that can be seen: its classes, and its place in pixels of the element's own. */
export function boxesOf(page: Page): Promise<{ name: string; place: number[] }[]> {
  return page.locator(BOX).evaluate((box) => {
    const frame = box.getBoundingClientRect();
    const scale = frame.width / (box as HTMLElement).offsetWidth;
    return [...box.querySelectorAll("*")].flatMap((element) => {
      const rect = element.getBoundingClientRect();
      const place = [rect.left - frame.left, rect.top - frame.top, rect.width, rect.height];
      const [left = 0, top = 0, width = 0, height = 0] = place.map((px) => px / scale);
      // A row that is cut off at the end may be in view by a hair or not.
      const isInView = top + height > 0 && top < frame.height / scale - 16 && width > 1;
      if (!isInView || !element.checkVisibility() || element.closest("svg, .unseen")) return [];
      return [{ name: `${element.localName}.${element.className}`, place: [left, top, width, height] }];
    });
  });
}
