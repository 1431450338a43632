import type { Page } from "playwright-core";

/** Waits, at most five seconds, until something holds. */
export async function until(page: Page, holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`Waited in vain until ${what}.`);
}
