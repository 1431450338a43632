/** List and call work beside scripts that replace or watch what the browser offers, and these go on working. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page, Request } from "playwright-core";
import { bundlePage } from "./support/bundle-page.ts";
import { openButton, rows } from "./support/calls.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

/** Every feature that core-js knows is replaced, whether the browser has it or not. */
const CORE_JS = `
  const { data, POLYFILL } = require("core-js/internals/is-forced");
  Object.setPrototypeOf(data, new Proxy({}, { get: () => POLYFILL }));
  const native = Promise;
  require("core-js/full");
  window.replaced = Promise !== native;`;

const RRWEB = `
  import { record } from "rrweb";
  window.events = [];
  record({ emit: (event) => window.events.push(JSON.stringify(event)), recordCanvas: true, inlineImages: true });`;

const SENTRY = `
  import { browserTracingIntegration, init, replayIntegration } from "@sentry/browser";
  init({
    dsn: location.origin.replace("//", "//key@") + "/1",
    integrations: [browserTracingIntegration(), replayIntegration()],
    tracesSampleRate: 1,
    replaysSessionSampleRate: 1,
    tracePropagationTargets: [/.*/],
  });`;

let world: GuestWorld;
before(async () => {
  world = await openGuestWorld({
    "/zone.js": bundlePage('import "zone.js"'),
    "/core.js": bundlePage(CORE_JS),
    "/rrweb.js": bundlePage(RRWEB),
    "/sentry.js": bundlePage(SENTRY),
  });
});
after(() => world?.close());

/** Walks through list, call and export beside a script. `look` gets the requests to the broker, too. */
async function walk(
  script: string,
  look: (page: Page, requests: readonly Request[]) => Promise<void>,
): Promise<void> {
  const page = await world.open("/start", {
    "/start": "",
    "/list": `<script src="${script}"></script><!--keyhole--><keyhole-calls site="rows"></keyhole-calls>`,
  });
  const errors: string[] = [];
  const requests: Request[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/v1/")) requests.push(request);
  });
  await page.goto(new URL("/list", page.url()).href);
  const list = page.locator("keyhole-calls");
  const exportButton = list.getByRole("button", { name: "Export" });
  // Arrows work with the rest of the list.
  await exportButton.waitFor();
  await openButton(rows(page).first()).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await list.locator("[part~='turn']").first().waitFor();
  await page.keyboard.press("Escape");
  await list.locator("[part~='turn']").first().waitFor({ state: "detached" });
  await exportButton.click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    list.getByRole("button", { name: /^CSV/ }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await look(page, requests);
  assert.deepEqual(errors, []);
  await page.context().close();
}

test("zone.js: list, call and export work", async () => {
  await walk("/zone.js", async (page) => {
    assert.equal(await page.evaluate("typeof Zone"), "function");
  });
});

test("core-js in place of all built-ins: list, call and export work", async () => {
  await walk("/core.js", async (page) => {
    assert.equal(await page.evaluate("replaced"), true);
  });
});

test("rrweb: list, call and export work while it records, and it records no token", async () => {
  await walk("/rrweb.js", async (page) => {
    const events = (await page.evaluate("events")) as string[];
    assert.ok(events.length > 2);
    // The compact form of an encrypted token starts with its header in base64url.
    assert.deepEqual(
      events.filter((event) => event.includes("eyJ")),
      [],
    );
  });
});

test("Sentry: list, call and export work with its headers at every request to the broker", async () => {
  await walk("/sentry.js", async (_page, requests) => {
    assert.ok(requests.length > 2);
    for (const request of requests) {
      const headers = await request.allHeaders();
      assert.ok("sentry-trace" in headers && "baggage" in headers, request.url());
    }
  });
});
