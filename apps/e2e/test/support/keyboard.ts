import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Focus, focusOf } from "./focus.ts";

/** More Tab stops than any state has. */
const STOPS_MAX = 60;

/** A box that takes the focus for what comes, and is itself no control, has no ring. */
const mustShow = ({ inside, kind }: Focus) => inside && kind !== "section";

/** Presses keys one after another, and says where the focus is then: always visible, never covered. */
export async function pressKeys(page: Page, ...keys: string[]): Promise<Focus> {
  for (const key of keys) await page.keyboard.press(key);
  // Where a key leads, the list may still have to scroll.
  let focus = await focusOf(page);
  for (let tries = 0; tries < 400 && mustShow(focus) && !(focus.ring && focus.seen); tries += 1) {
    await page.waitForTimeout(25);
    focus = await focusOf(page);
  }
  if (mustShow(focus)) {
    assert(focus.ring, `no ring round ${focus.kind} “${focus.name}” after ${keys}`);
    assert(focus.seen, `${focus.kind} “${focus.name}” is covered or out of view after ${keys}`);
  }
  return focus;
}

/** All Tab stops of the element, in order, from the page's beginning to behind it. */
export async function tabStops(page: Page): Promise<Focus[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.mouse.click(2, 2);
  const stops: Focus[] = [];
  for (let count = 0; count < STOPS_MAX; count += 1) {
    const focus = await pressKeys(page, "Tab");
    if (!focus.inside) {
      if (stops.length > 0 || focus.kind === "nothing") return stops;
      continue;
    }
    stops.push(focus);
  }
  throw new Error("the focus does not come out of the element");
}
