import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callsAs, nextDetail, nextList, openButton, outliveAnswers, rows } from "./support/calls.ts";
import { openWorld, type World } from "./support/world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

test("the page opens with calls, asks nobody else, and keeps to its policy", async () => {
  const { page, origins, complaints } = await world.newPage();
  await page.goto(world.demo.pageUrl);
  await rows(page).first().waitFor();
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "The public line");
  const text = await rows(page).first().textContent();
  assert.match(text ?? "", /northside-reception/);
  assert.deepEqual([...origins].sort(), [world.demo.brokerUrl, world.demo.pageUrl].sort());
  assert.deepEqual(complaints, []);
});

/** Tells in the page how many times an element said that everything about it can be used: once a viewer. */
function countReady(): void {
  let count = 0;
  document.addEventListener("keyhole-ready", () => {
    count += 1;
    document.documentElement.dataset.ready = `${count}`;
  });
}

test("scrolling to the end loads more", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  await page.addInitScript(countReady);
  await page.goto(world.demo.pageUrl);
  // Rows are there before what listens to keys.
  await page.locator("html[data-ready='1']").waitFor();
  const first = await callsAs(watched, "Jonas Weber");
  await page.locator("html[data-ready='2']").waitFor();
  const more = nextList(watched);
  await openButton(rows(page).first()).focus();
  await page.keyboard.press("End");
  const second = await more;
  assert.equal(second.length, first.length);
  const ids = first.map((call) => call.id);
  assert(second.every((call) => !ids.includes(call.id)));
  // The rows are there a moment after the answer, and End goes to the last that is.
  const last = rows(page).and(page.locator(`[aria-rowindex="${first.length + second.length}"]`));
  for (let tries = 0; tries < 600 && !(await last.isVisible()); tries += 1) {
    await page.keyboard.press("End");
    await page.waitForTimeout(100);
  }
  assert(await last.isVisible());
});

test("choosing a call fires an event and shows its details", async () => {
  const watched = await world.newPage();
  const { page, complaints } = watched;
  await page.goto(world.demo.pageUrl);
  const [, , third] = await callsAs(watched, "Inês Duarte");
  assert(third);
  await page.evaluate(() => {
    document.addEventListener("keyhole-call-select", (event) => {
      document.title = (event as Event & { call: { id: string } }).call.id;
    });
  });
  const [detail] = await Promise.all([nextDetail(watched), openButton(rows(page).nth(2)).click()]);
  assert.equal(detail.status, 200);
  assert.match(detail.body, new RegExp(third.id));
  assert.equal(await page.title(), third.id);
  const shownId = page.locator("keyhole-calls").getByText(third.id, { exact: true });
  await shownId.waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await shownId.waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
});

test("an upstream that fails is told, and trying again works when it is back", async () => {
  const { page } = await world.newPage();
  await page.goto(world.demo.pageUrl);
  await rows(page).first().waitFor();
  await page.getByText("Developer panel").click();
  const choose = async (scenario: string) => {
    await outliveAnswers(page);
    await page.getByLabel("The simulated API is").selectOption(scenario);
  };
  await choose("unauthorised");
  const list = page.locator("keyhole-calls");
  await list.getByText("rejects the API key").waitFor();
  await choose("empty");
  await list.getByText("No calls yet").waitFor();
  await choose("normal");
  await rows(page).first().waitFor();
});
