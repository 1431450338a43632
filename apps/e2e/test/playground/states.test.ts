import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { OpenedState, State } from "@keyhole/playground";
import { ALL_STATES } from "@keyhole/playground";
import type { ElementHandle, Page } from "playwright-core";
import { violationsOf } from "../support/axe-run.ts";
import { boxesWithoutPart } from "../support/boxes-without-part.ts";
import { tabStops } from "../support/keyboard.ts";
import { type LayoutQuestion, layoutFaults } from "../support/layout-faults.ts";
import { openState } from "../support/open-state.ts";
import { openPlaygroundWorld, type PlaygroundWorld } from "../support/playground-world.ts";
import { rememberBoxes } from "../support/seen-boxes.ts";

/** Pages that are used at once: one waits for its state while the other is looked at. */
const PAGES = 2;
const WIDE = { width: 1200, height: 900 };
/** 1280 by 1024 pixels at 400 % (WCAG 1.4.10). */
const MAGNIFIED = { width: 320, height: 256 };
const TARGET_PX = 24;
const WIDTHS_PX = [1400, 1000, 320];
/** Tokens that a host has set very small: targets keep their size. */
const SMALL = { "font-size": "9px", "line-height": "1", space: "4px", density: "0.3", "control-size": "8px" };

const STATES = ALL_STATES.filter(({ name }) => new RegExp(process.env.KEYHOLE_STATES ?? "").test(name));

let world: PlaygroundWorld;
const idle: Page[] = [];

before(async () => {
  world = await openPlaygroundWorld();
  for (let count = 0; count < PAGES; count += 1) idle.push(await world.newPage());
});
after(() => world?.close());

/** Boxes whose colours in every scheme, places from right to left, and places in a wide window are known. */
const seen = rememberBoxes();
/** How many Tab stops are in elements of a shape: those that differ in their words alone are walked once. */
const stopsOfShape = new Map<string, number>();

/** What is looked at: the element itself, so that each look is one round trip. */
interface Looked extends OpenedState {
  host: ElementHandle<HTMLElement>;
}

/**
 * For boxes that are new: all rules as it is, the colours that a viewer may have, and a page from right to left. That is
 * looked at in the dark: neither changes what the other can break.
 */
async function lookedAt({ page, element }: OpenedState): Promise<string[]> {
  const found: string[] = [];
  const look = async (how: string, asked: "all" | "colours" | "colours and places") => {
    // Colours of the recording follow a scheme by a transition of a moment.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    for (const fault of await violationsOf(element, { asked, contrastOf: "[data-new]" }))
      found.push(`${how}: ${fault}`);
  };
  await look("light", "all");
  await page.emulateMedia({ forcedColors: "active" });
  await look("forced colours", "colours");
  await page.emulateMedia({ forcedColors: "none", colorScheme: "dark" });
  await page.evaluate(() => Object.assign(document.documentElement, { lang: "ar", dir: "rtl" }));
  await element.locator(".box[lang=ar]").waitFor();
  await look("dark, right to left", "colours and places");
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => Object.assign(document.documentElement, { lang: "en", dir: "ltr" }));
  await element.locator(".box[lang=en]").waitFor();
  return found;
}

/**
 * Small targets, sideways scrolling and cut texts: at each width and at 400 %, with and without the spacing of
 * WCAG 1.4.12. Other words in boxes that are known can be too long for a narrow window alone.
 */
async function measured({ page, host }: Looked, isNew: boolean, mostPx?: number): Promise<string[]> {
  const found: string[] = [];
  const measure = async (how: string, ...looks: NonNullable<LayoutQuestion["looks"]>) => {
    const question = { targetPx: TARGET_PX, fits: true, looks, tokens: SMALL };
    for (const fault of await layoutFaults(host, question)) found.push(`${how}, ${fault}`);
  };
  const widths = WIDTHS_PX.map((widthPx) => Math.min(widthPx, mostPx ?? widthPx));
  for (const width of isNew ? new Set(widths) : []) {
    await page.setViewportSize({ ...WIDE, width });
    const isSpaced = width === widths[1];
    await measure(`${width} px wide`, "as it is", "small tokens", ...(isSpaced ? ["spaced" as const] : []));
  }
  await page.setViewportSize(MAGNIFIED);
  await measure("at 400 %", "as it is", "spaced");
  return found;
}

/** By keyboard alone: each control is reached, has a name and a ring, is not covered, and lets the focus go on. */
async function walked({ page }: OpenedState, shape: string, controls: number): Promise<string[]> {
  const known = stopsOfShape.get(shape);
  const stops = known === undefined ? await tabStops(page) : [];
  const count = known ?? stops.length;
  stopsOfShape.set(shape, count);
  const names = stops.map((stop) => `${stop.kind} ${stop.name}`);
  return [
    ...(count < controls ? [`Tab reaches ${count} of ${controls}: ${names.join(" | ")}`] : []),
    ...stops.filter((stop) => !stop.name).map(({ kind }) => `a ${kind} that Tab reaches has no name`),
  ];
}

async function inState<T>(state: State, act: (looked: Looked) => Promise<T>): Promise<T> {
  const page = idle.pop();
  assert(page, "more tests at once than pages");
  try {
    await page.setViewportSize({ ...WIDE, width: state.width ?? WIDE.width });
    const opened = await openState(world, page, state, { keepDocument: true });
    const host = (await opened.element.elementHandle()) as ElementHandle<HTMLElement>;
    return await act({ ...opened, host });
  } finally {
    idle.push(page);
  }
}

describe(`the ${STATES.length} states`, { concurrency: PAGES }, () => {
  for (const state of STATES) {
    it(`${state.name}: axe finds nothing, nothing is cut or small, every box has a part, Tab reaches every control`, async () => {
      const faults = await inState(state, async (looked) => {
        const { atAnyWidth, atThisWidth, shape } = await seen.remember(
          looked.host,
          state.width ?? WIDE.width,
        );
        // The owner's page is on no site that could style it.
        const isStyled = state.element !== "keyhole-admin";
        return [
          ...(atAnyWidth && isStyled ? await boxesWithoutPart(looked.host) : []),
          ...(atAnyWidth ? await lookedAt(looked) : []),
          ...(await walked(looked, shape, state.controls)),
          ...(await measured(looked, atThisWidth, state.width)),
        ];
      });
      assert.deepEqual(faults, []);
    });
  }
});

describe("the same looks", () => {
  const rows = STATES.find(({ name }) => name === "list-rows");
  it("find what is planted", { skip: rows === undefined && "only some states are looked at" }, async () => {
    assert(rows);
    await inState(rows, async ({ element, host }) => {
      await host.evaluate((host) => {
        const planted = document.createElement("div");
        const style =
          "color:#bbb;background:#fff;flex:none;inline-size:40px;overflow:hidden;white-space:nowrap";
        const link = Object.assign(document.createElement("a"), { href: "#", textContent: "i" });
        planted.append(
          "Words that are cut off",
          document.createElement("img"),
          document.createElement("button"),
          link,
        );
        for (const rule of style.split(";"))
          planted.style.setProperty(...(rule.split(":") as [string, string]));
        host.shadowRoot?.querySelector(".box")?.append(planted);
      });
      const ids = (await violationsOf(element)).map((fault) => fault.split(":")[0]);
      for (const id of ["image-alt", "button-name", "color-contrast"])
        assert(ids.includes(id), `${id} in ${ids}`);
      const faults = (await layoutFaults(host, { targetPx: TARGET_PX, fits: true })).join("\n");
      assert.match(faults, /a\. "i" is/);
      assert.match(faults, /"Words that are cut off|is cut by/);
      const without = (await boxesWithoutPart(host)).map((fault) => fault.split(" ")[0]);
      assert.deepEqual(without, ["div.", "button.", "a."]);
    });
  });
});
