import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FIRST_ENDED } from "@keyhole/playground";
import type { Page } from "playwright-core";
import { type Focus, focusOf } from "../support/focus.ts";
import { pressKeys, tabStops } from "../support/keyboard.ts";
import { openNamed } from "../support/open-state.ts";
import { openPlaygroundWorld, type PlaygroundWorld } from "../support/playground-world.ts";
import { until } from "../support/until.ts";

/** After half a second a letter begins another word. */
const ANOTHER_WORD_MS = 600;

let world: PlaygroundWorld;
let page: Page;
before(async () => {
  world = await openPlaygroundWorld();
  page = await world.newPage();
});
after(() => world?.close());

const open = (name: string) => openNamed(world, page, name);

const press = (...keys: string[]) => pressKeys(page, ...keys);

/**
 * Types the beginning of a row's name, from the first row, and finds the focus there. On a machine under load
 * more than half a second may lie between two keys, and then they are two words: it is tried again.
 */
async function typed(word: string, name: RegExp): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    await page.waitForTimeout(ANOTHER_WORD_MS);
    await press("Home");
    await page.keyboard.type(word);
    if (name.test((await press()).name)) return;
  }
  assert.fail(`“${word}” does not lead to ${name}, but to “${(await focusOf(page)).name}”`);
}

const named = (focus: Focus, name: string | RegExp) =>
  typeof name === "string" ? assert.equal(focus.name, name) : assert.match(focus.name, name);

const focusedOn = (name: string | RegExp) =>
  until(
    page,
    async () => {
      const focus = await focusOf(page);
      return typeof name === "string" ? focus.name === name : name.test(focus.name);
    },
    `the focus comes to ${name}`,
  );

test("the rows of a list are one Tab stop, with arrows, Home, End, PageUp and PageDown", async () => {
  const { element } = await open("list-rows");
  const stops = await tabStops(page);
  const rows = stops.filter(
    ({ name }) => /Ended|Waiting|In progress|Not joined/.test(name) && !/Any/.test(name),
  );
  assert.equal(rows.length, 1, rows.map(({ name }) => name).join(" | "));
  await element.getByRole("row").first().getByRole("button").focus();
  named(await press("ArrowDown"), /^Call in progress northside-reception In progress/);
  named(await press("ArrowUp"), /^Waiting for the caller to join northside-reception Waiting/);
  const rowOf = () =>
    element.evaluate((host) =>
      Number(host.shadowRoot?.activeElement?.closest("[role=row]")?.getAttribute("aria-rowindex")),
    );
  await press("PageDown");
  const page1 = await rowOf();
  assert(page1 > 4 && page1 < 20, `row ${page1} after PageDown`);
  await press("PageDown");
  assert((await rowOf()) > page1);
  await press("PageUp");
  // Rows are not of one height: a view up is not to a row what a view down was.
  assert(Math.abs((await rowOf()) - page1) <= 1, `row ${await rowOf()} after PageUp, ${page1} before`);
  await press("Home");
  assert.equal(await rowOf(), 1);
  await press("End");
  assert((await rowOf()) >= 50, `row ${await rowOf()} after End`);
  await press("Home");
  await typed("bo", /^Booked a check-up/);
  await typed("com", /^Complained about/);
});

test("from list to transcript and back without a pointer", async () => {
  const { element } = await open("list-rows");
  await element.getByRole("row").first().getByRole("button").focus();
  await press("ArrowDown", "ArrowDown", "Enter");
  await element.getByRole("button", { name: "Play", exact: true }).waitFor();
  named(await press("Tab"), "Close details");
  const seen: string[] = [];
  for (let count = 0; count < 30 && !seen.includes("Volume"); count += 1)
    seen.push((await press("Tab")).name);
  for (const name of ["Events", "Search transcript", "Download", "Position", "Play", "Speed", "Volume"])
    assert(seen.includes(name), `${name} in ${seen.join(" | ")}`);
  // Keys of the player, anywhere in the call.
  await element.getByRole("slider", { name: "Position" }).focus();
  const position = () => element.getByRole("slider", { name: "Position" }).getAttribute("aria-valuetext");
  await press("l");
  assert.match((await position()) ?? "", /^0:10 of /);
  await press("ArrowRight");
  assert.match((await position()) ?? "", /^0:15 of /);
  await press("j");
  assert.match((await position()) ?? "", /^0:05 of /);
  await press("m");
  await element.getByRole("button", { name: "Unmute" }).waitFor();
  await press("k");
  await element.getByRole("button", { name: "Pause" }).waitFor();
  await press("k");
  await element.getByRole("button", { name: "Play", exact: true }).waitFor();
  // The turns.
  await element.getByRole("listitem").first().focus();
  const first = await press("Home");
  assert.equal(first.kind, "listitem");
  named(await press("ArrowDown"), /^Caller/);
  named(await press("End"), /You are welcome\. Goodbye\.$/);
  await press("Escape");
  await focusedOn(new RegExp(`^${FIRST_ENDED.title}`));
  await page.keyboard.press("Space");
  await element.getByRole("button", { name: "Close details" }).waitFor();
  const call = await press();
  assert.equal(call.kind, "section");
  named(call, new RegExp(`^${FIRST_ENDED.title} .* Ended `));
  await element.getByRole("button", { name: "Close details" }).focus();
  await page.keyboard.press("Enter");
  await focusedOn(new RegExp(`^${FIRST_ENDED.title}`));
  // A call that is closed takes its entry out of the page's history, which is a navigation.
  await page.waitForFunction(() => !("keyhole" in (history.state ?? {})));
});

test("Escape at each level: search, menu, call", async () => {
  const { element } = await open("list-call-beside");
  const field = element.getByRole("searchbox", { name: "Search transcript" });
  await field.focus();
  await page.keyboard.type("thursday");
  await element.getByText("1 of 2").waitFor();
  await page.keyboard.press("Enter");
  await element.getByText("2 of 2").waitFor();
  await press("Escape");
  assert.equal(await field.inputValue(), "");
  const download = element.locator("summary", { hasText: "Download" });
  await download.focus();
  await page.keyboard.press("Enter");
  named(await press("Tab"), "Text");
  named(await press("Escape"), "Download");
  await press("Escape");
  await focusedOn(new RegExp(`^${FIRST_ENDED.title}`));
  assert.equal(await element.getByRole("button", { name: "Close details" }).count(), 0);
});

test("the filters of a narrow list fold and unfold, and chips go one by one", async () => {
  const { element } = await open("list-filters-folded");
  const button = element.getByRole("button", { name: /^Filters/ });
  await button.focus();
  await page.keyboard.press("Enter");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await press("Tab");
  named(await press("Escape"), /^Filters/);
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await element.getByRole("button", { name: "Remove filter: Ended" }).focus();
  await page.keyboard.press("Enter");
  await focusedOn(/^Remove filter: /);
  await page.keyboard.press("Enter");
  await focusedOn(/^Remove filter: Last 30 days/);
  await page.keyboard.press("Enter");
  await focusedOn(/^Filters/);
  assert.equal(await element.getByRole("button", { name: /^Remove filter/ }).count(), 0);
});

test("the export's formats open, close and start by keys", async () => {
  const { element } = await open("list-rows");
  await element.getByRole("button", { name: "Export", exact: true }).focus();
  await page.keyboard.press("Enter");
  named(await press("Tab"), "CSV, for spreadsheets");
  named(await press("Escape"), "Export");
  await page.keyboard.press("Enter");
  named(await press("Tab"), "CSV, for spreadsheets");
  await page.keyboard.press("Enter");
  await element.getByText("The file with 60 calls is ready").first().waitFor();
  await element.getByRole("button", { name: "Close", exact: true }).focus();
  await page.keyboard.press("Enter");
  await focusedOn("Export");
});

test("the pill for newer calls leads to the newest row", async () => {
  const { element } = await open("list-new-calls");
  await element.getByRole("button", { name: "3 new calls" }).focus();
  await page.keyboard.press("Enter");
  await focusedOn(/^Waiting for the caller to join northside-reception Waiting/);
  assert.equal(await element.getByRole("button", { name: "3 new calls" }).count(), 0);
});

test("trying again keeps the focus where something can be done", async () => {
  const { element } = await open("list-more-fails");
  await element.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  assert((await focusOf(page)).inside);
});
