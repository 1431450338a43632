import type { Page } from "playwright-core";

/** Everything that scripts and people could find on a page, by place. */
export async function placesOf(page: Page): Promise<Record<string, unknown>> {
  const storage = await page.context().storageState({ indexedDB: true });
  const held = await page.evaluate(() => {
    const markup: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      markup.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) visit(element.shadowRoot);
    };
    visit(document);
    return {
      markup,
      "session storage": { ...sessionStorage },
      cookies: document.cookie,
      history: [location.href, history.state],
      timings: performance.getEntries().map(({ name }) => name),
    };
  });
  return { ...held, storage };
}
