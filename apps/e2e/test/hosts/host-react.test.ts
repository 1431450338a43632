/** A member's list in React, which renders twice a second with new functions, in StrictMode. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { bundlePage } from "../support/bundle-page.ts";
import { openButton, rows } from "../support/calls.ts";
import { type Customer, startCustomer } from "../support/customer.ts";
import { sharedBrowser } from "../support/shared.ts";

const RENDERS = 6;
const RENDER_INTERVAL_MS = 500;

/** React 18 writes attributes alone, so its pages set functions in a ref; React 19 sets properties. */
const VERSIONS = {
  "React 18": {
    alias: { react: "react-18", "react-dom": "react-dom-18" },
    props: "ref: (list) => { if (list) Object.assign(list, functions()); }",
  },
  "React 19": { alias: {}, props: "...functions()" },
};

const app = (props: string) => `
  import { createElement, StrictMode, useEffect, useState } from "react";
  import { createPortal } from "react-dom";
  import { createRoot } from "react-dom/client";

  const functions = () => ({
    getAssertion: async ({ jkt }) => (await fetch("/keyhole-assertion?jkt=" + jkt)).text(),
    renderRowEnd: ({ id }) => Object.assign(document.createElement("button"), { textContent: "Ticket", title: id }),
  });

  function App() {
    const [place, setPlace] = useState("here");
    const [renders, setRenders] = useState(0);
    useEffect(() => {
      const timer = setInterval(() => setRenders((before) => before + 1), ${RENDER_INTERVAL_MS});
      return () => clearInterval(timer);
    }, []);
    window.setPlace = setPlace;
    const list = createElement("keyhole-calls", { site: "acme", "no-history": true, "sync-url": false, ${props} });
    return createElement("main", null,
      createElement("output", null, renders),
      place === "here" && list,
      place === "portal" && createPortal(list, document.querySelector("aside")));
  }
  createRoot(document.querySelector("#root")).render(createElement(StrictMode, null, createElement(App)));`;

let customer: Customer;
let browser: Browser;
before(async () => {
  customer = await startCustomer();
  browser = await sharedBrowser.acquire();
});
after(async () => {
  if (browser) await sharedBrowser.release();
  await customer?.demo.stop();
});

/** Waits until React has rendered some more times. */
async function rendered(page: Page): Promise<void> {
  const renders = () => Number(document.querySelector("output")?.textContent);
  const wanted = (await page.evaluate(renders)) + RENDERS;
  await page.waitForFunction(
    (wanted) => Number(document.querySelector("output")?.textContent) >= wanted,
    wanted,
  );
}

async function place(page: Page, where: "here" | "portal" | "nowhere"): Promise<void> {
  await page.evaluate(
    (where) => (globalThis as unknown as { setPlace(where: string): void }).setPlace(where),
    where,
  );
}

for (const [version, { alias, props }] of Object.entries(VERSIONS)) {
  test(`${version} keeps session, call and focus through renders, and mounts the list elsewhere`, async () => {
    customer.files.set("/app.js", { type: "text/javascript", body: bundlePage(app(props), alias) });
    customer.files.set("/react", {
      body: '<!--keyhole--><div id="root"></div><aside></aside><script type="module" src="/app.js"></script>',
    });
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    context.setDefaultTimeout(60_000);
    await context.request.post(`${customer.demo.pageUrl}/sign-in`, { data: { member: "maya" } });
    const page = await context.newPage();
    const errors: string[] = [];
    let mints = 0;
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("request", (request) => {
      if (request.url().endsWith("/v1/token")) mints += 1;
    });
    await page.goto(`${customer.demo.pageUrl}/react`);
    const list = page.locator("keyhole-calls");
    await list.getByRole("button", { name: "Ticket" }).first().waitFor();

    const focused = () =>
      list.evaluate(
        ({ shadowRoot }) => Object.assign(shadowRoot?.activeElement ?? {}, { marked: true }) && true,
      );
    await openButton(rows(page).nth(1)).click();
    await list.getByText("Call ID").waitFor({ state: "attached" });
    await focused();
    await rendered(page);
    const kept = await list.evaluate(({ shadowRoot }) =>
      Object.hasOwn(shadowRoot?.activeElement ?? {}, "marked"),
    );
    assert.deepEqual([await list.getByText("Call ID").count(), kept, mints], [1, true, 1]);

    await page.keyboard.press("Escape");
    await list.getByText("Call ID").waitFor({ state: "detached" });
    await place(page, "nowhere");
    await list.waitFor({ state: "detached" });
    await place(page, "portal");
    await page.locator("aside keyhole-calls").getByRole("row").first().waitFor();
    await list.getByRole("button", { name: "Ticket" }).first().waitFor();
    await rendered(page);
    assert.deepEqual([errors, mints], [[], 1]);
    await context.close();
  });
}
