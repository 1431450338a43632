import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { rows } from "../support/calls.ts";
import { sharedBrowser } from "../support/shared.ts";
import { type SignInDeployment, startSignInDeployment } from "../support/sign-in-deployment.ts";

const EMAIL = "anna@acme.example";

let deployment: SignInDeployment;
let browser: Browser;
let context: BrowserContext;
before(async () => {
  browser = await sharedBrowser.acquire();
  deployment = await startSignInDeployment();
});
afterEach(() => context?.close());
after(async () => {
  if (browser) await sharedBrowser.release();
  await deployment?.close();
});

/** Opens a page in a browser profile of its own, and keeps the addresses of all requests of the profile. */
async function open(site: "access" | "oidc"): Promise<{ page: Page; addresses: string[] }> {
  context = await browser.newContext({ locale: "en" });
  context.setDefaultTimeout(60_000);
  const addresses: string[] = [];
  context.on("request", (request) => addresses.push(request.url()));
  const page = await context.newPage();
  await page.goto(deployment.pageOf(site));
  return { page, addresses };
}

const button = (page: Page) => page.getByRole("button", { name: "Sign in", exact: true });

/** Clicks the button, and returns the window that opens. */
async function openWindow(page: Page): Promise<Page> {
  const [opened] = await Promise.all([page.waitForEvent("popup"), button(page).click()]);
  return opened;
}

async function fillIn(window: Page, decision: "Continue" | "Cancel" = "Continue"): Promise<void> {
  if (decision === "Continue") await window.getByLabel("E-mail").fill(EMAIL);
  await window.getByRole("button", { name: decision }).click();
}

async function closed(window: Page): Promise<void> {
  if (!window.isClosed()) await window.waitForEvent("close");
}

for (const site of ["access", "oidc"] as const) {
  test(`a person signs in with ${site} in a window, and again with one click after a reload`, async () => {
    const { page, addresses } = await open(site);
    await page.getByText("Sign in to see the calls").waitFor();
    const window = await openWindow(page);
    await fillIn(window);
    await closed(window);
    await rows(page).first().waitFor();
    assert.ok(await page.evaluate(() => document.querySelector("keyhole-calls")?.matches(":focus")));

    await page.reload();
    const again = await openWindow(page);
    // No form: the session at the provider lives.
    await closed(again);
    await rows(page).first().waitFor();
    for (const address of addresses)
      assert.ok(!/anna|assertion|eyJ/.test(decodeURIComponent(address)), address);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    assert.ok(!kept.includes("eyJ"), kept);
  });
}

test("a person who cancels reads so in the window and on the page, and may try again", async () => {
  const { page } = await open("oidc");
  const window = await openWindow(page);
  await fillIn(window, "Cancel");
  await window.getByRole("heading", { name: "You are not signed in" }).waitFor();
  await page.getByText("The sign-in was cancelled or refused.").first().waitFor();
  const next = await openWindow(page);
  await fillIn(next);
  await rows(page).first().waitFor();
});

test("a window that is closed or blocked is said to be", async () => {
  const { page } = await open("access");
  const window = await openWindow(page);
  await page.getByText("Continue in the window that has opened.").first().waitFor();
  await window.close();
  await page.getByText("The window was closed").first().waitFor();
  await page.evaluate(() => {
    globalThis.open = () => null;
  });
  await button(page).click();
  await page.getByText("The browser blocked the window.").first().waitFor();
});

test("a page of another origin is told nothing, though the person is signed in", async () => {
  const { page } = await open("access");
  const window = await openWindow(page);
  await fillIn(window);
  await rows(page).first().waitFor();

  const stranger = await context.newPage();
  await stranger.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    addEventListener("message", ({ data }) => told.push(data));
  });
  await stranger.goto(deployment.strangerOrigin);
  const query = { site: "access", jkt: "A".repeat(43), state: "a-state-of-a-stranger-1" };
  const addressFor = (origin: string) =>
    `${deployment.brokerOf("access")}/v1/sign-in?${new URLSearchParams({ ...query, origin })}`;
  const openFrom = async (address: string) => {
    const [opened] = await Promise.all([
      stranger.waitForEvent("popup"),
      stranger.evaluate((url) => void globalThis.open(url), address),
    ]);
    return opened;
  };
  // The stranger claims to be the page: the browser withholds the message from it.
  await closed(await openFrom(addressFor(new URL(page.url()).origin)));
  // The stranger says who it is: there is no message.
  const refused = await openFrom(addressFor(deployment.strangerOrigin));
  await refused.getByRole("heading", { name: "The sign-in is not set up correctly" }).waitFor();
  assert.deepEqual(await stranger.evaluate(() => (globalThis as { told?: unknown[] }).told), []);
  // Nor can it frame the window.
  await stranger.setContent(`<iframe src="${addressFor(new URL(page.url()).origin)}"></iframe>`);
  await stranger.waitForFunction(() => document.querySelector("iframe")?.contentDocument === null);
  assert.deepEqual(await stranger.evaluate(() => (globalThis as { told?: unknown[] }).told), []);
});

test("a page gets new tokens without a window, until the sign-in has expired", async () => {
  context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  const mints: number[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/v1/token") && response.ok()) mints.push(response.status());
  });
  let windows = 0;
  page.on("popup", () => {
    windows += 1;
  });
  await page.clock.install();
  await page.goto(deployment.pageOf("access"));
  const window = await openWindow(page);
  await fillIn(window);
  await rows(page).first().waitFor();
  assert.deepEqual([mints.length, windows], [1, 1]);

  // Both clocks, so that no proof is off.
  deployment.pass(280);
  const renewed = page.waitForResponse((response) => response.url().endsWith("/v1/token") && response.ok());
  await page.clock.fastForward(280_000);
  await renewed;
  assert.equal(windows, 1);
  assert.equal(await button(page).count(), 0);

  deployment.pass(3_600);
  await page.clock.fastForward(3_600_000);
  await page.getByText("Your sign-in has expired.").first().waitFor();
  assert.equal(await rows(page).count(), 0);
  await closed(await openWindow(page));
  await rows(page).first().waitFor();
});
