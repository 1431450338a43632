import type { CallSummary } from "@keyhole/contract";
import { assert, equal } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mounted, type TestCalls, unmountAll, until } from "../../test/mount.ts";

/** A session that answers everything with one page. */
function atOnce(items: CallSummary[]): FakeSession {
  const session = new FakeSession(items);
  session.reply = (path) => (path.startsWith("/v1/calls?") ? { body: { items, next: null } } : undefined);
  return session;
}

const nodes = (element: TestCalls) => findAll(element, "*").length;
const inView = (element: TestCalls) => {
  const list = find(element, ".list").getBoundingClientRect();
  return findAll(element, ".row:not(.pinned)").filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > list.top + 1 && box.top < list.bottom - 1;
  });
};
const titles = (element: TestCalls) => inView(element).map((row) => row.querySelector(".title")?.textContent);

async function scrollTo(element: TestCalls, topPx: number): Promise<void> {
  find(element, ".list").scrollTop = topPx;
  await frame();
  await frame();
}

describe("<keyhole-calls> scrolling", () => {
  afterEach(unmountAll);

  it("loads the next page near the end", async () => {
    const session = new FakeSession(calls(180));
    const element = await mounted(session);
    equal(session.asked.length, 1, "pages before scrolling");
    for (let page = 0; page < 6; page += 1) await scrollTo(element, 1e9);
    await until(() => find(element, ".rows").getAttribute("aria-rowcount") === "180", "all are there");
    equal(session.asked.length, 4);
    await scrollTo(element, 1e9);
    equal(titles(element).at(-1), "Call number 179");
  });

  it("loads the next page after a failed refresh, and not after a failed page", async () => {
    const session = new FakeSession(calls(180));
    const element = await mounted(session);
    session.reply = (path) => (path.includes("cursor") ? undefined : { failure: { kind: "network" } });
    await element.refresh();
    assert(element.store?.state.failure, "the refresh has failed");
    await scrollTo(element, 1e9);
    await until(() => element.store?.state.calls.length === 100, "a page is there");
    session.reply = () => ({ failure: { kind: "network" } });
    await scrollTo(element, 1e9);
    await until(() => element.store?.state.failure, "the next page has failed");
    const { length } = session.asked;
    await scrollTo(element, 0);
    await scrollTo(element, 1e9);
    equal(session.asked.length, length);
  });

  it("fills a view that is taller than a page", async () => {
    const session = new FakeSession(calls(180));
    const element = await mounted(session);
    element.style.setProperty("--keyhole-calls-block-size", "6000px");
    await until(() => session.asked.length >= 2, "a second page is asked for");
    await until(() => find(element, ".list").clientHeight > 5_000, "the view is tall");
    await until(() => titles(element).length > 80, "it is full");
  });

  it("keeps the number of nodes with 10,000 rows at any scroll position", async () => {
    const element = await mounted(atOnce(calls(10_000)));
    await scrollTo(element, 5_000);
    const counts = [];
    const { scrollHeight } = find(element, ".list");
    for (let part = 1; part <= 20; part += 1) {
      await scrollTo(element, (scrollHeight * part) / 20 - 900);
      counts.push(nodes(element));
      assert(inView(element).length >= 7, `${inView(element).length} rows in view`);
    }
    assert(Math.max(...counts) < 900, `${Math.max(...counts)} nodes`);
    assert(Math.max(...counts) - Math.min(...counts) < 5 * 30, `between ${counts.sort((a, b) => a - b)}`);
    assert(findAll(element, ".row").length < 40);
  });

  it("leaves no gap or overlap with rows of many heights", async () => {
    const uneven = Array.from({ length: 2_000 }, (_, n) =>
      call(n, { title: "word ".repeat((n * 7) % 40) || "x" }),
    );
    const element = await mounted(atOnce(uneven), { widthPx: 320 });
    for (const topPx of [0, 777, 20_000, 90_000, 60_000, 1e9, 150_000, 3]) {
      await scrollTo(element, topPx);
      const boxes = findAll(element, ".row:not(.pinned)").map((row) => row.getBoundingClientRect());
      for (const [place, box] of boxes.entries()) {
        const next = boxes[place + 1];
        assert(
          !next || Math.abs(next.top - box.bottom) < 1,
          `gap of ${(next?.top ?? 0) - box.bottom} px at ${topPx}`,
        );
      }
      const list = find(element, ".list").getBoundingClientRect();
      assert(
        (boxes[0]?.top ?? 1e9) <= list.top + 1 && (boxes.at(-1)?.bottom ?? 0) >= list.bottom - 1,
        `hole at ${topPx}: ${boxes[0]?.top} to ${boxes.at(-1)?.bottom} in ${list.top} to ${list.bottom}`,
      );
    }
    await scrollTo(element, 1e9);
    equal(findAll(element, ".row:not(.pinned)").at(-1)?.getAttribute("aria-rowindex"), "2000");
  });

  it("keeps visible rows in place when rows above turn out taller", async () => {
    const uneven = Array.from({ length: 400 }, (_, n) =>
      call(n, { title: n < 200 ? "word ".repeat(40) : "x" }),
    );
    const element = await mounted(atOnce(uneven), { widthPx: 320 });
    await scrollTo(element, 1e9);
    const list = find(element, ".list");
    for (let step = 0; step < 60; step += 1) {
      const [first] = inView(element).slice(1);
      assert(first, "rows are in view");
      const beforePx = first.getBoundingClientRect().top;
      list.scrollTop -= 40;
      await frame();
      await frame();
      const movedPx = first.isConnected ? first.getBoundingClientRect().top - beforePx : 40;
      assert(Math.abs(movedPx - 40) <= 2, `moved by ${movedPx} px at step ${step}`);
    }
  });

  it("keeps its position when newer calls arrive, also at the top", async () => {
    const session = atOnce(calls(500));
    const element = await mounted(session);
    await scrollTo(element, 3_000);
    const before = titles(element);
    const newer = [call(-1), call(-2), ...calls(500)];
    session.reply = () => ({ body: { items: newer, next: null } });
    await element.refresh();
    await frame();
    equal(titles(element), before);
    await scrollTo(element, 0);
    equal(titles(element)[0], "Call number -1");
    session.reply = () => ({ body: { items: [call(-3), ...newer], next: null } });
    await element.refresh();
    await frame();
    equal(titles(element)[0], "Call number -1");
    await scrollTo(element, 0);
    equal(titles(element)[0], "Call number -3");
  });

  it("keeps its position far down a list, and loads more from there", async () => {
    const session = new FakeSession(calls(300));
    const element = await mounted(session);
    for (let page = 2; page <= 5; page += 1) {
      await scrollTo(element, 1e9);
      await until(() => session.asked.length === page, `page ${page} is asked for`);
      await frame();
    }
    await scrollTo(element, 9_000);
    const before = titles(element);
    assert(before.length >= 7, `${before.length} rows in view`);
    session.calls = [call(-1), call(-2), call(-3), ...calls(300)];
    await element.refresh();
    await frame();
    equal(titles(element), before);
    await until(() => {
      find(element, ".list").scrollTop = 1e9;
      return find(element, ".rows").getAttribute("aria-rowcount") === "303";
    }, "all are there");
    await scrollTo(element, 1e9);
    equal(titles(element).at(-1), "Call number 299");
  });

  it("keeps its position when the width changes", async () => {
    const long = Array.from({ length: 500 }, (_, n) => call(n, { title: `${n} ${"word ".repeat(30)}` }));
    const element = await mounted(atOnce(long), { widthPx: 900 });
    await scrollTo(element, 8_000);
    const [before] = titles(element);
    const widePx = find(element, ".list").scrollHeight;
    element.parentElement?.style.setProperty("inline-size", "320px");
    await frame();
    await frame();
    await frame();
    assert(titles(element).slice(0, 2).includes(before), `${before} is gone from ${titles(element)}`);
    const narrowPx = find(element, ".list").scrollHeight;
    assert(narrowPx > widePx * 1.2, `${narrowPx} px of higher rows, ${widePx} px before`);
  });

  it("writes no style attribute in its templates", async () => {
    const element = await mounted(atOnce(calls(100)));
    const styled = findAll(element, "[style]").map(({ className }) => className);
    equal(styled, ["sizer", "rows"], "elements placed through the CSSOM");
  });
});
