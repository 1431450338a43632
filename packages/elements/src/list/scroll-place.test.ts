import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { recordedSession } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mounted, type TestCalls, unmountAll, until } from "../../test/mount.ts";

/** Rows of many heights, which change with the list's width. */
const ROWS = Array.from({ length: 48 }, (_, n) => call(n, { title: `${n} ${"word ".repeat((n * 7) % 40)}` }));

interface Place {
  row: string | null | undefined;
  /** From the top of the list to the top of the row. */
  offsetPx: number;
}

/** The first row that is partly in view. */
function placeOf(element: TestCalls): Place {
  const { top } = find(element, ".list").getBoundingClientRect();
  const rows = findAll(element, ".row:not(.pinned)").map((row) => ({
    row,
    box: row.getBoundingClientRect(),
  }));
  const first = rows.filter(({ box }) => box.bottom > top + 1).sort((a, b) => a.box.top - b.box.top)[0];
  return { row: first?.row.ariaRowIndex, offsetPx: (first?.box.top ?? Number.NaN) - top };
}

async function settled(): Promise<void> {
  for (let frames = 0; frames < 4; frames += 1) await frame();
}

const WAYS: Readonly<Record<string, (element: TestCalls) => unknown>> = {
  Escape: () => sendKeys({ press: "Escape" }),
  Back: () => history.back(),
  "the button": (element) => find(element, ".close").click(),
};

describe("scroll position of <keyhole-calls>", () => {
  afterEach(async () => {
    unmountAll();
    history.replaceState(history.state, "", location.pathname + location.search);
  });

  for (const [where, widthPx] of [
    ["in front of it", 400],
    ["beside it", 1_100],
  ] as const) {
    for (const [way, close] of Object.entries(WAYS)) {
      it(`is restored after a call ${where} is closed by ${way}`, async () => {
        const session = recordedSession();
        session.calls = ROWS;
        const element = await mounted(session, { widthPx });
        const list = find(element, ".list");
        for (const topPx of [1_200, 1_637]) {
          list.scrollTop = topPx;
          await settled();
          const before = placeOf(element);
          assert(Number(before.row) > 3 && Math.abs(before.offsetPx) > 1, JSON.stringify(before));
          // A row that is entirely in view: opening it scrolls nothing.
          findAll(element, `[aria-rowindex="${Number(before.row) + 2}"] .call`)[0]?.click();
          await until(() => findAll(element, ".turn").length > 0, "turns are there");
          const isOver =
            find(element, ".details").getBoundingClientRect().left < list.getBoundingClientRect().right - 1;
          equal(isOver, where === "in front of it");
          await settled();
          await close(element);
          await until(() => findAll(element, ".details").length === 0, "it is closed");
          await settled();
          const after = placeOf(element);
          equal(after.row, before.row, `the row at ${topPx} px`);
          assert(
            Math.abs(after.offsetPx - before.offsetPx) <= 1,
            `moved by ${after.offsetPx - before.offsetPx} px at ${topPx} px`,
          );
        }
      });
    }
  }
});
