/**
 * The element looks the same in whatever page it is put. It is drawn on a plain page and on hostile ones at
 * the same width, and the pictures are compared pixel by pixel; where the page scales it, box by box.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { findChromium } from "@keyhole/dev/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { HOSTILE, type HostPage, PLAIN, PLAIN_RTL } from "./hostile/host-pages.ts";
import { type HostServer, openHostServer } from "./hostile/host-server.ts";
import { boxFaults, pictureFault } from "./hostile/picture-faults.ts";
import { boxesOf, type ShownState, STATES, showElement, takePicture } from "./hostile/shown-element.ts";

/** Text that is scaled is a little wider or narrower than its scale. */
const SCALED_TOLERANCE_PX = 3;
const WIDTHS_PX: Readonly<Record<ShownState, readonly number[]>> = {
  list: [360],
  call: [360, 900],
  error: [360],
};
/** Where pictures that differ are put, to be looked at. */
const REPORTS = fileURLToPath(new URL("../../../.reports/hostile-pages/", import.meta.url));

let browser: Browser;
let server: HostServer;

before(async () => {
  buildWhenNeeded("elements");
  server = await openHostServer();
  browser = await chromium.launch(await findChromium());
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

interface Shown {
  state: ShownState;
  widthPx: number;
}

async function look<Value>(
  host: HostPage,
  shown: Shown,
  take: (page: Page) => Promise<Value>,
): Promise<Value> {
  const page = await showElement(browser, server, host, shown);
  try {
    return await take(page);
  } finally {
    await page.context().close();
  }
}

const plainPictures = new Map<string, Promise<Buffer>>();

function plainPicture(host: HostPage, shown: Shown): Promise<Buffer> {
  const key = JSON.stringify([host.name, shown]);
  const known = plainPictures.get(key) ?? look(host, shown, takePicture);
  plainPictures.set(key, known);
  return known;
}

async function faultOn(host: HostPage, shown: Shown): Promise<string | null> {
  if (host.scaled) {
    const [plain, scaled] = [await look(PLAIN, shown, boxesOf), await look(host, shown, boxesOf)];
    assert.ok(plain.length > 10);
    return boxFaults(plain, scaled, SCALED_TOLERANCE_PX).join(", ") || null;
  }
  const plain = await plainPicture(host.plain ?? (host.dir === "rtl" ? PLAIN_RTL : PLAIN), shown);
  const picture = await look(host, shown, takePicture);
  const fault = pictureFault(plain, picture);
  if (fault !== null) {
    mkdirSync(REPORTS, { recursive: true });
    const name = `${host.name}-${shown.state}-${shown.widthPx}`.replace(/\W+/g, "-");
    writeFileSync(`${REPORTS}${name}.png`, picture);
    writeFileSync(`${REPORTS}${name}-plain.png`, plain);
  }
  return fault;
}

test("the plain page gives the same picture twice", async () => {
  const shown: Shown = { state: "call", widthPx: 900 };
  assert.equal(pictureFault(await plainPicture(PLAIN, shown), await look(PLAIN, shown, takePicture)), null);
});

for (const host of HOSTILE) {
  for (const state of STATES) {
    test(`${host.name}: ${state} as on a plain page`, async () => {
      for (const widthPx of WIDTHS_PX[state]) {
        assert.equal(await faultOn(host, { state, widthPx }), null, `${widthPx} px wide`);
      }
    });
  }
}

test("a page that does reach in is caught", async () => {
  const reaching: HostPage = {
    name: "reaching",
    css: `${PLAIN.css} keyhole-calls::part(title) { padding: 4px }`,
  };
  assert.notEqual(await faultOn(reaching, { state: "list", widthPx: 360 }), null);
  assert.notEqual(await faultOn({ ...reaching, scaled: true }, { state: "list", widthPx: 360 }), null);
});
