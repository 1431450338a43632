/** Tools that record what a person sees of a page leave out the calls where the page has marked the element. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENDED } from "@keyhole/playground";
import type { Page } from "playwright-core";
import { openButton, rows } from "./support/calls.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

let world: GuestWorld;
before(async () => {
  world = await openGuestWorld({ "/rrweb.js": import.meta.resolve("rrweb") });
});
after(() => world?.close());

const LIST = '<keyhole-calls site="rows"></keyhole-calls>';
const CALL = `<keyhole-call class="rr-mask" site="rows" call-id="${ENDED}"></keyhole-call>`;

/** What each recorder gives to rrweb, on which it is built. */
const RECORDERS = {
  rrweb: { maskTextClass: "rr-mask", blockClass: "rr-block" },
  Sentry: {
    maskTextSelector: ".sentry-mask,[data-sentry-mask]",
    blockSelector: ".sentry-block,[data-sentry-block]",
  },
  PostHog: { maskTextClass: "ph-mask", blockClass: "ph-no-capture" },
};

/** Opens a list or a call on a page that records itself, reads a call, and returns what is recorded and what was shown. */
async function record(body: string, settings: object): Promise<{ events: string; texts: string[] }> {
  const recorder = `<script type="module">
    import { record } from "/rrweb.js";
    globalThis.events = [];
    record({ emit: (event) => events.push(event), ...${JSON.stringify(settings)} });
  </script>`;
  const page = await world.open("/list", { "/list": `${recorder}<!--keyhole--><main>${body}</main>` });
  const texts: string[] = [];
  if (body !== CALL) {
    await rows(page).nth(3).waitFor();
    texts.push(...(await textsOf(page, "title")));
    await openButton(rows(page).nth(2)).click();
  }
  await page.locator("[part~='turn']").nth(2).waitFor();
  texts.push(...(await textsOf(page, "turn-text")), ...(await textsOf(page, "details-title")));
  const events = await page.evaluate(async () => {
    // In another task the recorder has seen everything.
    await new Promise((resolve) => setTimeout(resolve));
    return JSON.stringify((globalThis as unknown as { events: unknown }).events);
  });
  await page.context().close();
  return { events, texts };
}

/** The texts of a part, without those that are in every page. */
function textsOf(page: Page, part: string): Promise<string[]> {
  return page
    .locator(`[part~='${part}']`)
    .evaluateAll((boxes) =>
      boxes.map((box) => box.textContent?.trim() ?? "").filter(({ length }) => length > 8),
    );
}

/** The texts that are in the recording. */
async function recorded(body: string, settings: object): Promise<{ shown: number; found: string[] }> {
  const { events, texts } = await record(body, settings);
  return {
    shown: texts.length,
    found: texts.filter((text) => events.includes(JSON.stringify(text).slice(1, -1))),
  };
}

test("rrweb records the calls of an element without a mark", async () => {
  assert.ok((await recorded(LIST, RECORDERS.rrweb)).found.length > 10);
});

const COMPONENT = (mark: string) => `<acme-card ${mark}></acme-card><script>
  document.querySelector("acme-card").attachShadow({ mode: "open" }).innerHTML = '${LIST}';
</script>`;

for (const [recorder, mark] of [
  ["rrweb", 'class="rr-mask"'],
  ["rrweb", 'class="card rr-block"'],
  ["Sentry", 'class="sentry-mask"'],
  ["Sentry", "data-sentry-mask"],
  ["Sentry", "data-sentry-block"],
  ["PostHog", 'class="ph-mask"'],
  ["PostHog", 'class="ph-no-capture"'],
] as const) {
  test(`${recorder} records no text of an element with ${mark}`, async () => {
    const { shown, found } = await recorded(LIST.replace(" ", ` ${mark} `), RECORDERS[recorder]);
    assert.ok(shown > 10);
    assert.deepEqual(found, []);
  });
}

for (const [what, body] of [
  ["an element for one call with a mark", CALL],
  ["an element in a section with a mark", `<section class="rr-mask">${LIST}</section>`],
  ["an element in a component with a mark", COMPONENT('class="rr-mask"')],
] as const) {
  test(`rrweb records no text of ${what}`, async () => {
    const { shown, found } = await recorded(body, RECORDERS.rrweb);
    assert.ok(shown > 5);
    assert.deepEqual(found, []);
  });
}
