import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { callsAs, openButton, placeOfRecorded, rows } from "./support/calls.ts";
import { openWorld, type WatchedPage, type World } from "./support/world.ts";

const AGREE_WITHIN_MS = 250;

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world?.close());

interface Turn {
  text: string | null;
  audioStartMs: number | null;
  audioEndMs: number | null;
}

/** Opens, as the administrator, the first call whose recording is there. Answers its turns. */
async function openRecordedCall(watched: WatchedPage): Promise<Turn[]> {
  const { page, recording } = watched;
  await page.goto(world.demo.pageUrl);
  const index = placeOfRecorded(await callsAs(watched, "Inês Duarte"));
  assert(index >= 0);
  const answer = recording.nextAnswer(
    ({ method, url }) => method === "GET" && url.pathname.endsWith("/messages"),
  );
  await openButton(rows(page).nth(index)).click();
  const { items } = JSON.parse((await answer).body) as { items: Turn[] };
  await turns(page).first().waitFor();
  return items;
}

function turns(page: Page): Locator {
  return page.locator("keyhole-calls [part~='turn']");
}

/** Where the recording stands, and the turn that is marked as heard; null where none is. */
async function heard(page: Page): Promise<{ positionMs: number; turn: number | null }> {
  return page.locator("keyhole-calls").evaluate((element) => {
    const find = (root: ParentNode, selector: string): Element | null => {
      const here = root.querySelector(selector);
      if (here !== null) return here;
      for (const child of root.querySelectorAll("*")) {
        const inside = child.shadowRoot && find(child.shadowRoot, selector);
        if (inside) return inside;
      }
      return null;
    };
    const root = element.shadowRoot ?? element;
    const seek = find(root, "input.seek") as HTMLInputElement;
    const marked = find(root, "[part~='turn'][aria-current='true']");
    return {
      positionMs: Number(seek.value) * 1000,
      turn: marked === null ? null : Number(marked.getAttribute("aria-posinset")) - 1,
    };
  });
}

function assertAgree(
  { positionMs, turn }: { positionMs: number; turn: number | null },
  all: readonly Turn[],
): void {
  if (turn === null) return;
  const { audioStartMs } = all[turn] ?? assert.fail();
  const next = all.slice(turn + 1).find((later) => later.audioStartMs !== null);
  assert.ok(
    positionMs >= (audioStartMs ?? 0) - AGREE_WITHIN_MS,
    `turn ${turn} is marked too early, at ${positionMs}`,
  );
  assert.ok(
    positionMs <= (next?.audioStartMs ?? Infinity) + AGREE_WITHIN_MS,
    `turn ${turn} is marked too late`,
  );
}

test("an administrator opens a call, plays it, and seeks by a turn", async () => {
  const watched = await world.newPage();
  const { page, complaints } = watched;
  const all = await openRecordedCall(watched);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.waitForFunction(
    () =>
      (
        document
          .querySelector("keyhole-calls")
          ?.shadowRoot?.querySelector("input.seek") as HTMLInputElement | null
      )?.value !== "0",
  );
  const spoken = all.flatMap((turn, index) =>
    turn.audioStartMs === null || turn.text === null ? [] : [index],
  );
  for (const index of [spoken[3], spoken[1], spoken[2]]) {
    const turn = page.locator(`keyhole-calls [part~='turn'][aria-posinset='${(index ?? 0) + 1}']`);
    await turn.locator("[part~='turn-text']").click();
    await turn.and(page.locator("[aria-current='true']")).waitFor();
    for (let samples = 0, marked = 0; marked < 5; samples += 1) {
      assert.ok(samples < 600, "a turn is marked while it is heard");
      const now = await heard(page);
      assertAgree(now, all);
      if (now.turn !== null) marked += 1;
      await page.waitForTimeout(100);
    }
  }
  assert.deepEqual(complaints, []);
});

test("Escape and the browser's Back return to the list", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  await page.setViewportSize({ width: 390, height: 800 });
  await openRecordedCall(watched);
  await page.keyboard.press("Escape");
  await turns(page).first().waitFor({ state: "hidden" });
  await openButton(rows(page).nth(3)).click();
  await turns(page).first().waitFor();
  // The list cancels the step, so there is no navigation that `goBack()` could wait for.
  await page.evaluate(() => history.back());
  await turns(page).first().waitFor({ state: "hidden" });
  assert.ok(await rows(page).first().isVisible());
});

test("what the grant lacks is absent: the public line has no transcript and no player", async () => {
  const watched = await world.newPage();
  const { page } = watched;
  await page.goto(world.demo.pageUrl);
  await openButton(rows(page).first()).click();
  await page.getByText("Call ID").waitFor({ state: "attached" });
  assert.equal(await turns(page).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Play", exact: true }).count(), 0);
});
