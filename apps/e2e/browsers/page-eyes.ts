import type { DrivenBrowser } from "./driven-browser.ts";

/** A box on the page, wherever it is among the shadow trees. */
export interface Seen {
  /** Its middle, from the top left of the window. */
  x: number;
  y: number;
  text: string;
  part: string;
}

/** How long a busy machine may take. */
const PATIENCE_MS = 60_000;
const GLANCE_MS = 200;

/** What matches a CSS selector and is rendered, in any shadow tree. */
export function look(browser: DrivenBrowser, selector: string): Promise<Seen[]> {
  return browser.evaluate((selector: string) => {
    const seen: { x: number; y: number; text: string; part: string }[] = [];
    const search = (root: ParentNode) => {
      for (const element of root.querySelectorAll(selector)) {
        const { left, top, width, height } = element.getBoundingClientRect();
        const text = element.textContent?.trim() ?? "";
        const part = element.getAttribute("part") ?? "";
        if (width > 0 && height > 0) seen.push({ x: left + width / 2, y: top + height / 2, text, part });
      }
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) search(element.shadowRoot);
    };
    search(document);
    return seen;
  }, selector);
}

/** Waits until what matches is as wanted: there, unless said otherwise. */
export async function waitFor(
  browser: DrivenBrowser,
  selector: string,
  wanted: (seen: readonly Seen[]) => boolean = (seen) => seen.length > 0,
): Promise<Seen[]> {
  let seen: Seen[] = [];
  await until(`${selector} as wanted`, async () => {
    seen = await look(browser, selector);
    return wanted(seen);
  });
  return seen;
}

export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, GLANCE_MS));
  }
}

export async function clickOn(browser: DrivenBrowser, selector: string, index = 0): Promise<void> {
  const seen = (await waitFor(browser, selector, (all) => all.length > index))[index];
  if (seen) await browser.click(seen.x, seen.y);
}

/** The element with the focus, innermost: its role or tag, its part, and the index of its row. */
export function focus(browser: DrivenBrowser): Promise<{ tag: string; part: string; row: string }> {
  return browser.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return {
      tag: element?.localName ?? "",
      part: element?.getAttribute("part") ?? "",
      row: element?.closest("[role=row]")?.getAttribute("aria-rowindex") ?? "",
    };
  });
}
