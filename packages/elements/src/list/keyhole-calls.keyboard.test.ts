import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, FULL } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  focused,
  frame,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";
import { turns } from "../../test/turns.ts";

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await frame();
}

/** Number of the focused row; 0 for none. */
const at = (element: TestCalls) =>
  Number(focused(element)?.closest(".row")?.getAttribute("aria-rowindex") ?? 0);

function inView(element: TestCalls): boolean {
  const list = find(element, ".list").getBoundingClientRect();
  const box = focused(element)?.getBoundingClientRect();
  return !!box && box.top >= list.top - 1 && box.bottom <= list.bottom + 1;
}

/** A focused button on the page before the element. */
function before(): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "mounted";
  document.body.prepend(button);
  button.focus();
  return button;
}

describe("<keyhole-calls> keyboard", () => {
  afterEach(unmountAll);

  it("is one Tab stop without its toolbar", async () => {
    const attributes = { site: "acme", "hide-controls": "" };
    const element = await mounted(new FakeSession(calls(30)), { attributes });
    const start = before();
    await press("Tab");
    equal(at(element), 1);
    equal(findAll(element, '.call[tabindex="0"]').length, 1);
    await press("Tab");
    assert(focused(element) === null && document.activeElement !== element, "Tab leaves the list");
    start.focus();
    await press("Tab", "ArrowDown", "ArrowDown", "Shift+Tab", "Tab");
    equal(at(element), 3, "row that is come back to");
  });

  it("moves focus from row to row without losing it on the way, however far", async () => {
    const element = await mounted(new FakeSession(calls(50)));
    find(element, ".call").focus();
    const next: string[] = [];
    element.renderRoot.addEventListener("focusout", (event) => {
      const { relatedTarget } = event as FocusEvent;
      next.push(relatedTarget instanceof Element ? relatedTarget.className : "nothing");
    });
    await press("PageDown", "End", "Home");
    equal(next, ["call", "call", "call"]);
  });

  it("moves focus with arrows, Home, End, PageDown and PageUp, and keeps it in view", async () => {
    const session = new FakeSession(calls(50));
    const element = await mounted(session);
    find(element, ".call").focus();
    const walk: [string, (from: number) => boolean][] = [
      ["ArrowDown", (row) => row === 2],
      ["ArrowDown", (row) => row === 3],
      ["ArrowUp", (row) => row === 2],
      ["PageDown", (row) => row > 6 && row < 14],
      ["PageDown", (row) => row > 12 && row < 26],
      ["PageUp", (row) => row > 6 && row < 14],
      ["End", (row) => row === 50],
      ["ArrowDown", (row) => row === 50],
      ["PageUp", (row) => row > 36 && row < 46],
      ["Home", (row) => row === 1],
      ["ArrowUp", (row) => row === 1],
      ["Control+End", (row) => row === 50],
      ["Control+Home", (row) => row === 1],
    ];
    for (const [key, holds] of walk) {
      await press(key);
      await frame();
      assert(holds(at(element)), `${key} leads to row ${at(element)}`);
      assert(inView(element), `row ${at(element)} is in view after ${key}`);
    }
  });

  it("keeps all that scrolls out of the Tab order, and lets none of it be a container", async () => {
    const session = new FakeSession(calls(60));
    session.state = FULL;
    session.turns = turns(30);
    for (const widthPx of [320, 900]) {
      const element = await mounted(session, { widthPx });
      find(element, ".call").click();
      await until(() => findAll(element, ".turn").length > 0, "turns are there");
      find(element, ".filters-button").click();
      await frame();
      const scrollers = findAll(element, "div,section").filter(
        (box) => box.checkVisibility() && /auto|scroll/.test(getComputedStyle(box).overflowY),
      );
      // Firefox makes a scroller a Tab stop, and WebKit forgets the place of one that is a container.
      const found = scrollers.map((box) => [box.className, box.getAttribute("tabindex")]);
      equal(found.slice(-2), [
        ["list", "-1"],
        ["details", "-1"],
      ]);
      equal(
        found.filter(([, tabindex]) => tabindex !== "-1"),
        [],
      );
      for (const box of scrollers) equal(getComputedStyle(box).containerType, "normal", box.className);
      unmountAll();
    }
  });

  it("moves to the end of a long list of uneven rows and back", async () => {
    const session = new FakeSession();
    const items = Array.from({ length: 5_000 }, (_, n) =>
      call(n, { title: "word ".repeat((n * 7) % 40) || "x" }),
    );
    session.reply = () => ({ body: { items, next: null } });
    const element = await mounted(session, { widthPx: 320 });
    find(element, ".call").focus();
    await press("End");
    await until(() => at(element) === 5_000 && inView(element), "the last row is in view");
    await press("Home");
    await until(() => at(element) === 1 && inView(element), "the first row is in view");
  });

  it("keeps focus on a row that scrolls out of view, and moves on from it", async () => {
    const session = new FakeSession();
    session.reply = () => ({ body: { items: calls(2_000), next: null } });
    const element = await mounted(session);
    find(element, ".call").focus();
    await press("ArrowDown");
    find(element, ".list").scrollTop = 60_000;
    await frame();
    await frame();
    equal(at(element), 2, "row with the focus");
    await press("ArrowDown");
    await until(() => at(element) === 3 && inView(element), "the next row is in view");
  });

  it("keeps focus on its call when newer calls arrive", async () => {
    const session = new FakeSession(calls(20));
    const element = await mounted(session);
    find(element, ".call").focus();
    await press("ArrowDown");
    session.calls = [call(-1), call(-2), ...calls(20)];
    await element.refresh();
    await frame();
    equal([at(element), focused(element)?.querySelector(".title")?.textContent], [4, "Call number 1"]);
  });

  it("moves to the content at the end of a row and back, in both directions of writing", async () => {
    const renderRowEnd = () => Object.assign(document.createElement("button"), { textContent: "…" });
    for (const [dir, forward, back] of [
      ["ltr", "ArrowRight", "ArrowLeft"],
      ["rtl", "ArrowLeft", "ArrowRight"],
    ] as const) {
      const element = await mounted(new FakeSession(calls(5)), { properties: { renderRowEnd, dir } });
      find(element, ".call").focus();
      await press("ArrowDown", forward);
      equal(focused(element)?.textContent, "…");
      await press(back);
      assert(focused(element)?.matches(".call"), "back on the call");
      equal(at(element), 2);
      await press(forward, "ArrowDown");
      assert(focused(element)?.matches(".call"), "on the next call");
      equal(at(element), 3);
    }
  });

  it("ignores keys typed into a field", async () => {
    const renderRowEnd = () => document.createElement("input");
    const element = await mounted(new FakeSession(calls(5)), { properties: { renderRowEnd } });
    find(element, "input").focus();
    await press("ArrowDown", "Home", "End", "a");
    equal([at(element), (focused(element) as HTMLInputElement).value], [1, "a"]);
  });

  for (const key of ["Enter", "Space"]) {
    it(`opens a call with ${key}, closes it with Escape, and returns focus to its row`, async () => {
      const element = await mounted(new FakeSession(calls(20)));
      find(element, ".call").focus();
      await press("ArrowDown", "ArrowDown", key);
      await until(() => focused(element)?.matches(".details"), "focus is in the details");
      await press("Tab");
      assert(focused(element)?.matches(".close"), "Tab leads to the close button");
      await press("Escape");
      await until(() => at(element) === 3, "focus is back on the row");
      equal(findAll(element, ".details").length, 0);
    });
  }

  it("draws a focus ring", async () => {
    const element = await mounted(new FakeSession(calls(3)));
    before();
    await press("Tab");
    const { outlineStyle, outlineWidth } = getComputedStyle(focused(element) as Element);
    equal([outlineStyle, outlineWidth], ["solid", "2px"]);
  });

  it("has targets of at least 24 px", async () => {
    const element = await mounted(new FakeSession(calls(3)), { widthPx: 280 });
    find(element, ".call").click();
    await until(() => findAll(element, ".details dl").length === 1, "details are there");
    const shown = findAll(element, "button").filter((button) => button.checkVisibility());
    assert(shown.length >= 6, `only ${shown.length} buttons`);
    for (const button of shown) {
      const { width, height } = button.getBoundingClientRect();
      assert(width >= 24 && height >= 24, `${button.className} has ${width} x ${height} px`);
    }
  });
});
