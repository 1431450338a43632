import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  callsAs,
  lookAs,
  nextDetail,
  nextList,
  openButton,
  placeOfRecorded,
  rows,
} from "../support/calls.ts";
import { disguises, findLeaks, type Needle, simulatorSecrets } from "../support/leaks.ts";
import { openWorld, type WatchedPage, type World } from "../support/world.ts";

let world: World;
let needles: Needle[];
before(async () => {
  world = await openWorld();
  const { ultravoxApiKey, keyholeSecret, adminSecret, assertionSecret, ...webhookSecrets } =
    world.demo.secrets;
  const { ultravoxWebhookSecret, cekuraWebhookSecret } = webhookSecrets;
  const { organization, project, read_only } = world.demo.cekura.apiKeys;
  needles = [
    ...[organization, project, read_only].flatMap((key) => disguises("a key of Cekura", key)),
    ...disguises("the upstream key", ultravoxApiKey),
    ...disguises("KEYHOLE_SECRET", keyholeSecret),
    ...disguises("the admin secret", adminSecret),
    ...disguises("the assertion secret", assertionSecret),
    ...disguises("the secret of Ultravox's webhook", ultravoxWebhookSecret),
    ...disguises("the secret of Cekura's webhook", cekuraWebhookSecret),
    ...(await simulatorSecrets(world.demo.simulatorUrl)),
  ];
});
after(() => world?.close());

/** Hears a recording, reads its events, and saves the list. */
async function hearAndSave(watched: WatchedPage): Promise<void> {
  const { page, recording } = watched;
  const list = page.locator("keyhole-calls");
  const calls = await callsAs(watched, "Inês Duarte");
  await openButton(rows(page).nth(placeOfRecorded(calls))).click();
  await list.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => {
    const root = document.querySelector("keyhole-calls")?.shadowRoot;
    return (root?.querySelector("input.seek") as HTMLInputElement | null)?.value !== "0";
  });
  await Promise.all([
    recording.nextAnswer(({ method, url }) => method === "GET" && url.pathname.endsWith("/events")),
    list.locator("summary", { hasText: "Events" }).click(),
  ]);
  await page.keyboard.press("Escape");
  await list.getByRole("button", { name: "Export" }).click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    list.getByRole("button", { name: /^CSV/ }).click(),
  ]);
  const file = readFileSync(await saved.path(), "utf8");
  assert(file.split("\n").length > 50, "the list was saved");
  recording.texts.push(file);
}

/** Opens a call of the second site, with a key that the Worker made, and returns to the first page. */
async function readOutboundCall(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  await page.goto(`${world.demo.pageUrl}/cekura.html`);
  const list = nextList(watched);
  await page.getByRole("button", { name: "Sign in as Inês Duarte" }).click();
  await list;
  await Promise.all([nextDetail(watched), openButton(rows(page).first()).click()]);
  await page.locator("keyhole-calls [part~='turn']").first().waitFor();
  for (const { key } of world.demo.cekura.madeKeys())
    needles.push(...disguises("a key that the Worker made", key));
  await page.goto(world.demo.pageUrl);
}

/** List, scroll, details, switch, a visitor's own call, failure, sign-out. */
async function useEverything(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  await page.goto(world.demo.pageUrl);
  await rows(page).first().waitFor();
  await hearAndSave(watched);
  for (const name of ["Maya Okafor", "Inês Duarte"]) {
    await callsAs(watched, name);
    for (const index of [0, 1, 4]) {
      await Promise.all([nextDetail(watched), openButton(rows(page).nth(index)).click()]);
      await page.keyboard.press("Escape");
    }
    await openButton(rows(page).first()).focus();
    const more = nextList(watched);
    await page.keyboard.press("End");
    await more;
  }
  await callsAs(watched, "A visitor");
  const own = nextList(watched);
  await page.getByRole("button", { name: "Make a sample call" }).click();
  await own;
  await page.getByText("Developer panel").click();
  for (const scenario of ["html-error", "broken-json", "unauthorised", "normal"]) {
    await page.locator("#scenario").selectOption(scenario);
    await page.locator("#refresh").click();
    await page.waitForLoadState("networkidle");
  }
  await readOutboundCall(watched);
  await lookAs(page, "Jonas Weber");
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator("keyhole-calls").getByText("You are signed out").waitFor();
}

test("nothing that the page received, sent or holds has a secret in it", async () => {
  const watched = await world.newPage();
  const { recording } = watched;
  await useEverything(watched);
  await recording.finish();

  // The recording is worth searching: tokens, rows, details, the bundle, preflights, the page's markup.
  const all = recording.texts.join("\n");
  const { brokerUrl } = world.demo;
  const bundle = await (await fetch(`${brokerUrl}/keyhole.js`)).text();
  for (const part of [
    bundle,
    "RIFF",
    '"source":"cekura"',
    '"severity"',
    '"access_token"',
    '"items"',
    '"joinTimeoutMs"',
    "DPoP eyJ",
    '"Preflight"',
  ]) {
    assert(all.includes(part), `recorded: ${part.slice(0, 40)}`);
  }
  assert(world.demo.cekura.madeKeys().length > 0, "a key was made");
  assert(needles.length > 5000, `${needles.length} strings to look for`);
  assert.deepEqual(findLeaks(recording.texts, needles), []);
});

test("the same search finds a secret in a header, in storage, in the console and in the page", async () => {
  const { ultravoxApiKey } = world.demo.secrets;
  const places: ((page: Page) => Promise<unknown>)[] = [
    (page) => page.evaluate((key) => fetch("/account", { headers: { "X-Planted": key } }), ultravoxApiKey),
    (page) => page.evaluate((key) => localStorage.setItem("planted", key), ultravoxApiKey),
    (page) => page.evaluate((key) => console.log(key), ultravoxApiKey),
    (page) => page.evaluate((key) => document.body.setAttribute("data-planted", key), ultravoxApiKey),
  ];
  for (const plant of places) {
    const { page, recording } = await world.newPage();
    await page.goto(world.demo.pageUrl);
    await plant(page);
    await recording.finish();
    assert.deepEqual(findLeaks(recording.texts, needles), ["the upstream key"]);
  }
});

// The last one: its call stays in the data.
test("the same search finds a secret that the broker lets through", async () => {
  const planted = needles.at(-1);
  assert(planted);
  // As a summary it goes the way of all that a page may see: simulator, Worker, page.
  const call = { metadata: { tenant: "tenant-b" }, shortSummary: `Wrote down ${planted.value}.` };
  const added = await fetch(`${world.demo.simulatorUrl}/_simulator/calls`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(call),
  });
  assert.equal(added.status, 201);
  const { page, recording } = await world.newPage();
  await page.goto(world.demo.pageUrl);
  await lookAs(page, "Jonas Weber");
  await rows(page).getByText("Wrote down").first().waitFor();
  await recording.finish();
  assert.deepEqual(findLeaks(recording.texts, needles), [planted.name]);
});
