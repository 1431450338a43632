/**
 * The element looks the same in whatever page it is put. It is drawn on a plain page and on hostile ones at
 * the same width, and the pictures are compared pixel by pixel; where the page scales it, box by box.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildWhenNeeded } from "@keyhole/dev/build";
import type { Browser, Page } from "playwright-core";
import { HOSTILE, type HostPage, PLAIN, PLAIN_RTL } from "./hostile/host-pages.ts";
import { type HostServer, openHostServer } from "./hostile/host-server.ts";
import { boxFaults, pictureFault } from "./hostile/picture-faults.ts";
import {
  boxesOf,
  fitBox,
  type ShownState,
  STATES,
  showCall,
  showElement,
  showTalk,
  takePicture,
} from "./hostile/shown-element.ts";
import { sharedBrowser } from "./support/shared.ts";

/** Text that is scaled is a little wider or narrower than its scale. */
const SCALED_TOLERANCE_PX = 3;
const WIDTHS_PX: Readonly<Record<ShownState, readonly [number, ...number[]]>> = {
  list: [360],
  call: [360, 900],
  error: [360],
  talk: [360],
};
/** Where pictures that differ are put, to be looked at. */
const REPORTS = fileURLToPath(new URL("../../../.reports/hostile-pages/", import.meta.url));

let browser: Browser;
let server: HostServer;

before(async () => {
  buildWhenNeeded("elements");
  server = await openHostServer();
  browser = await sharedBrowser.acquire();
});
after(async () => {
  if (browser) await sharedBrowser.release();
  await server?.stop();
});

type Take<Value> = (page: Page) => Promise<Value>;

/** What is taken of each state on a page, a value for each of its widths. */
async function look<Value>(
  host: HostPage,
  take: Take<Value>,
  states: readonly ShownState[] = STATES,
): Promise<Map<ShownState, Value[]>> {
  const taken = new Map<ShownState, Value[]>();
  const takeAll = async (page: Page, state: ShownState) => {
    const values: Value[] = [];
    for (const widthPx of WIDTHS_PX[state]) {
      await fitBox(page, widthPx);
      values.push(await take(page));
    }
    taken.set(state, values);
  };
  for (const first of ["list", "error"] as const) {
    if (!states.includes(first)) continue;
    const page = await showElement(browser, server, host, { state: first, widthPx: WIDTHS_PX[first][0] });
    try {
      await takeAll(page, first);
      const next = { list: "call", error: "talk" } as const;
      if (!states.includes(next[first])) continue;
      await (first === "list" ? showCall(page) : showTalk(page));
      await takeAll(page, next[first]);
    } finally {
      await page.context().close();
    }
  }
  return taken;
}

/** Looks at a page that does not change once. */
function once<Value>(take: Take<Value>): (host: HostPage) => Promise<Map<ShownState, Value[]>> {
  const known = new Map<string, ReturnType<typeof look<Value>>>();
  return (host) => {
    const looked = known.get(host.name) ?? look(host, take);
    known.set(host.name, looked);
    return looked;
  };
}

const pictures = once(takePicture);
const boxes = once(boxesOf);

/** In what a page's element differs from the plain one, a line for each width. */
async function faultsOn(host: HostPage, state: ShownState): Promise<string[]> {
  const widths = WIDTHS_PX[state];
  if (host.scaled) {
    const [plain = [], scaled = []] = [(await boxes(PLAIN)).get(state), (await boxes(host)).get(state)];
    return widths.flatMap((widthPx, index) => {
      assert.ok((plain[index]?.length ?? 0) > 10);
      return boxFaults(plain[index] ?? [], scaled[index] ?? [], SCALED_TOLERANCE_PX).map(
        (fault) => `${widthPx} px wide: ${fault}`,
      );
    });
  }
  const plain = (await pictures(host.plain ?? (host.dir === "rtl" ? PLAIN_RTL : PLAIN))).get(state) ?? [];
  const shown = (await pictures(host)).get(state) ?? [];
  return widths.flatMap((widthPx, index) => {
    const [expected, actual] = [plain[index], shown[index]];
    assert.ok(expected && actual);
    const fault = pictureFault(expected, actual);
    if (fault === null) return [];
    mkdirSync(REPORTS, { recursive: true });
    const name = `${host.name}-${state}-${widthPx}`.replace(/\W+/g, "-");
    writeFileSync(`${REPORTS}${name}.png`, actual);
    writeFileSync(`${REPORTS}${name}-plain.png`, expected);
    return [`${widthPx} px wide: ${fault}`];
  });
}

test("the plain page gives the same picture twice", async () => {
  const [[, first], [, second]] = [
    (await pictures(PLAIN)).get("call") ?? [],
    (await look(PLAIN, takePicture, ["list", "call"])).get("call") ?? [],
  ];
  assert.ok(first && second);
  assert.equal(pictureFault(first, second), null);
});

for (const host of HOSTILE) {
  for (const state of STATES) {
    test(`${host.name}: ${state} as on a plain page`, async () => {
      assert.deepEqual(await faultsOn(host, state), []);
    });
  }
}

test("a page that does reach in is caught", async () => {
  const css = `${PLAIN.css} keyhole-calls::part(title) { padding: 4px }`;
  assert.notDeepEqual(await faultsOn({ name: "reaching", css }, "list"), []);
  assert.notDeepEqual(await faultsOn({ name: "reaching, scaled", css, scaled: true }, "list"), []);
});
