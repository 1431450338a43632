import type { CallSummary } from "@keyhole/contract";
import { setViewport } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { after, afterEach, before, describe, it } from "../../../test/mocha.ts";
import { find, findAll, frame, mount, type TestCalls, unmountAll, until } from "../../../test/mount.ts";

const LANGUAGES = ["en", "de", "es", "ja", "ar"];
const STATUSES = ["active", "ended", "waiting", "unjoined"] as const;
const ENDS = ["", "x", "tenant-a", "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21", "two words", "i".repeat(200)];

const rows = (count: number): CallSummary[] =>
  Array.from({ length: count }, (_, n) =>
    call(n, {
      status: STATUSES[n % 4] ?? "ended",
      durationMs: n % 3 === 0 ? null : 11_000 * n * n,
      createdAt: new Date(Date.UTC(2026 - (n % 5), n % 12, 20, 23 - (n % 20), 30)).toISOString(),
      title: n % 2 === 0 ? "Short" : "A title of many words ".repeat(8),
    }),
  );
const indexOf = ({ id }: CallSummary) => Number(id.slice("call-".length));

async function shown(
  count: number,
  widthPx: number,
  renderRowEnd: TestCalls["renderRowEnd"],
): Promise<TestCalls> {
  const element = mount(new FakeSession(rows(count)), { widthPx, properties: { renderRowEnd } });
  await until(() => findAll(element, ".pill-place").length > 0, "the whole list is there");
  await until(() => findAll(element, ".rows .call").length > 0, "rows are there");
  await frame();
  return element;
}

/** Where each box begins and ends, from the edge that a line begins at; a place for each row that differs. */
function places(element: TestCalls, selector: string): string[] {
  const list = find(element, ".rows").getBoundingClientRect();
  const isLeft = getComputedStyle(find(element, ".rows")).direction === "ltr";
  const found = findAll(element, `.row:not(.pinned) ${selector}`).map((box) => {
    const { left, right } = box.getBoundingClientRect();
    return isLeft ? [left - list.left, right - list.left] : [list.right - right, list.right - left];
  });
  const side = selector === ".start" || selector === ".duration" ? 1 : 0;
  const edges = selector === ".cell" || selector === ".end" ? [0, 1] : [side];
  return [...new Set(found.map((each) => edges.map((edge) => each[edge]?.toFixed(1)).join()))];
}

describe("the columns of the list", () => {
  before(() => setViewport({ width: 1_500, height: 800 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => {
    unmountAll();
    Object.assign(document.documentElement, { dir: "", lang: "" });
  });

  for (const lang of LANGUAGES) {
    it(`are the same in all rows, whatever ends them: ${lang}`, async () => {
      Object.assign(document.documentElement, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
      for (const widthPx of [500, 719, 720, 1000, 1400]) {
        const element = await shown(18, widthPx, (one) => ENDS[indexOf(one) % ENDS.length]);
        for (const selector of [".cell", ".end", ".start", ".duration", ".status"]) {
          const found = places(element, selector);
          assert(found.length === 1, `${selector} at ${widthPx} px: ${found.join("; ")}`);
        }
        // The title keeps room for a word.
        const narrowest = Math.min(...findAll(element, ".rows .cell").map(({ offsetWidth }) => offsetWidth));
        assert(narrowest >= widthPx * 0.6 - 2, `${narrowest} of ${widthPx} px`);
        unmountAll();
      }
    });
  }

  it("stay where they are when wider rows scroll out of view, and grow for wider ones alone", async () => {
    const words = (n: number) => (n === 3 ? "w".repeat(14) : n === 70 ? "w".repeat(18) : "w");
    const element = await shown(300, 1000, (one) => words(indexOf(one)));
    const list = find(element, ".list");
    const seen = new Set<string>();
    for (let top = 0; top < 8_000; top += 400) {
      list.scrollTop = top;
      await frame();
      await frame();
      const [place, ...others] = places(element, ".end");
      equal(others, []);
      seen.add(place ?? "");
    }
    equal(seen.size, 2, [...seen].join("; "));
    list.scrollTop = 0;
    await frame();
    await frame();
    equal(places(element, ".end"), [[...seen].at(-1)]);
  });

  it("get narrower when the host takes the ends of rows away", async () => {
    const element = await shown(5, 1000, () => "w".repeat(10));
    const before = find(element, ".rows .cell").offsetWidth;
    element.renderRowEnd = null;
    await frame();
    await frame();
    assert(find(element, ".rows .cell").offsetWidth > before + 50);
    equal(find(element, ".rows .cell").offsetWidth, find(element, ".rows").offsetWidth);
  });

  it("do not move at another rendering with a new function of equal content", async () => {
    const element = await shown(5, 1000, () => "w".repeat(10));
    const before = places(element, ".end");
    for (let count = 0; count < 5; count += 1) {
      element.renderRowEnd = () => "w".repeat(10);
      await frame();
      equal(places(element, ".end"), before);
    }
  });

  for (const lang of LANGUAGES) {
    it(`keep a status in one line where the row has room: ${lang}`, async () => {
      Object.assign(document.documentElement, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
      for (const widthPx of [280, 320, 390, 500, 720, 1000]) {
        for (const renderRowEnd of [null, () => "tenant-a"]) {
          const element = await shown(12, widthPx, renderRowEnd);
          const broken = findAll(element, ".rows .status").filter(
            (status) => status.offsetHeight > 1.8 * Number.parseFloat(getComputedStyle(status).lineHeight),
          );
          equal(
            broken.map(({ textContent }) => textContent),
            [],
            `${widthPx} px`,
          );
          unmountAll();
        }
      }
    });
  }
});
