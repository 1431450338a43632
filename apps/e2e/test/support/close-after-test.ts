import { afterEach } from "node:test";
import type { BrowserContext } from "playwright-core";

const opened = new Set<BrowserContext>();

afterEach(async () => {
  const contexts = [...opened];
  opened.clear();
  await Promise.all(contexts.map((context) => context.close()));
});

/** Closes a browser context, and with it its pages, when the test has ended: a page that stays open goes on polling. */
export function closeAfterTest(context: BrowserContext): BrowserContext {
  opened.add(context);
  return context;
}
