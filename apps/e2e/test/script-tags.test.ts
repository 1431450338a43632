import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openFirstCall, rows } from "./support/calls.ts";
import { type HostPage, LIST, openHost, scriptTag } from "./support/host-page.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

const open = (html: string) => openHost(world, html);

/** Version of the elements that the broker serves. */
async function servedVersion(): Promise<string> {
  const { page, context } = await open(scriptTag(world));
  const version = await definedVersion(page, "keyhole-calls");
  await context.close();
  return version;
}

function definedVersion(page: Page, name: string): Promise<string> {
  return page.evaluate(async (name) => {
    const defined = await customElements.whenDefined(name);
    return (defined as CustomElementConstructor & { version: string }).version;
  }, name);
}

test("the script twice, by its moving and its fixed address: nothing thrown, one token", async () => {
  const fixed = `/keyhole/${await servedVersion()}/keyhole.js`;
  for (const html of [
    scriptTag(world) + scriptTag(world) + LIST,
    scriptTag(world) + scriptTag(world, fixed) + LIST,
    scriptTag(world, fixed) + scriptTag(world) + LIST + LIST,
    // Two addresses of one file are two modules.
    scriptTag(world) + scriptTag(world, "/keyhole.js?again") + LIST,
  ]) {
    const { page, context, mints, complaints } = await open(html);
    await rows(page).first().waitFor();
    await openFirstCall(page);
    assert.deepEqual([complaints, mints()], [[], 1]);
    await context.close();
  }
});

/** Serves the build once more as another version: the same files with another number in them. */
async function serveAs(
  { context }: Pick<HostPage, "context">,
  version: string,
  other: string,
): Promise<void> {
  const { brokerUrl } = world.demo;
  await context.route(`${brokerUrl}/keyhole/${other}/**`, async (route) => {
    const url = route.request().url().replace(`/${other}/`, `/${version}/`);
    const body = (await (await fetch(url)).text()).replaceAll(version, other);
    await route.fulfill({
      body,
      contentType: "text/javascript",
      headers: { "Access-Control-Allow-Origin": "*" },
    });
  });
}

test("two versions on a page: the first defines, and loads its parts from its own version", async () => {
  const version = await servedVersion();
  const other = "9.9.9";
  const host = await open("");
  const { page, requests, complaints, mints } = host;
  await serveAs(host, version, other);
  const load = (path: string) =>
    page.evaluate((url) => import(url).then(() => {}), `${world.demo.brokerUrl}${path}`);
  await load(`/keyhole/${other}/keyhole.js`);
  await load("/keyhole.js");
  await page.evaluate(
    (html) => document.body.append(document.createRange().createContextualFragment(html)),
    LIST,
  );
  await rows(page).first().waitFor();
  await openFirstCall(page);
  assert.equal(await definedVersion(page, "keyhole-calls"), other);
  assert.equal(await definedVersion(page, "keyhole-call"), other);
  const scripts = requests.map((request) => new URL(request.split(" ")[1] ?? "").pathname);
  assert(scripts.includes(`/keyhole/${other}/call.js`));
  assert.equal(scripts.filter((path) => path.startsWith(`/keyhole/${version}/`)).length, 0);
  assert.deepEqual([complaints, mints()], [[], 1]);
});

test("two versions on a page, each with an element of its own, share one token", async () => {
  const version = await servedVersion();
  const other = "9.9.9";
  const host = await open(LIST);
  const { page, complaints, mints } = host;
  await serveAs(host, version, other);
  // As a version would that had no <keyhole-call> yet.
  await page.evaluate(async (url) => {
    const get = customElements.get;
    customElements.get = (name) => (name === "keyhole-call" ? HTMLElement : get.call(customElements, name));
    await import(url);
    customElements.get = get;
  }, `${world.demo.brokerUrl}/keyhole/${other}/keyhole.js`);
  await rows(page).first().waitFor();
  await page.evaluate((url) => import(url).then(() => {}), `${world.demo.brokerUrl}/keyhole.js`);
  assert.equal(await definedVersion(page, "keyhole-calls"), other);
  assert.equal(await definedVersion(page, "keyhole-call"), version);
  await openFirstCall(page);
  const shownId = page.locator("keyhole-calls").getByText(/^[\da-f]{8}-[\da-f-]{27}$/);
  const id = await shownId.textContent();
  await page.evaluate((id) => {
    const call = Object.assign(document.createElement("keyhole-call"), { site: "northside", callId: id });
    document.body.append(call);
  }, id);
  await page.locator("keyhole-call").getByText("Call ID").waitFor({ state: "attached" });
  assert.deepEqual([complaints, mints()], [[], 1]);
});

test("the name is taken: it is left as it is, and nothing is thrown", async () => {
  const taken = "<script>customElements.define('keyhole-calls', class extends HTMLElement {})</script>";
  const { page, requests, complaints } = await open(taken + scriptTag(world) + LIST);
  await page.evaluate(() => customElements.whenDefined("keyhole-call"));
  const shadow = await page.locator("keyhole-calls").evaluate((element) => element.shadowRoot !== null);
  assert.equal(shadow, false);
  assert.deepEqual([complaints, requests.filter((request) => request.includes("/v1/"))], [[], []]);
});

test("the tag before the script, with properties that were set before it is an element", async () => {
  const early = `${LIST}<keyhole-calls id="early"></keyhole-calls><script>
    const early = document.getElementById("early");
    early.site = "acme";
    early.getAssertion = async ({ jkt }) => { window.asked = jkt; return null; };
  </script>`;
  const { page, complaints } = await open(early + scriptTag(world));
  await page.locator("#early").getByText("You are not signed in").waitFor();
  await page.locator("keyhole-calls:not(#early)").getByRole("row").first().waitFor();
  assert.match(await page.evaluate(() => (window as unknown as { asked: string }).asked), /^[\w-]{43}$/);
  assert.deepEqual(complaints, []);
});
