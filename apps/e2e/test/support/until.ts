import type { Page } from "playwright-core";

/** Waits, at most a minute, until something holds. */
export async function until(page: Page, holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await holds()) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`Waited in vain until ${what}.`);
}
