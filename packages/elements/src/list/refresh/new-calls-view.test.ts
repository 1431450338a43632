import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../../test/assert.ts";
import { axeViolations } from "../../../test/axe.ts";
import { call, calls } from "../../../test/calls.ts";
import { english } from "../../../test/english.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  frame,
  type MountOptions,
  mounted,
  type TestCalls,
  unmountAll,
  until,
} from "../../../test/mount.ts";
import type { ListHost } from "../list-host.ts";
import type { RowFocus } from "../rows/row-focus.ts";
import { NewCallsView } from "./new-calls-view.ts";

const options: MountOptions = { attributes: { site: "acme", "refresh-seconds": "1" } };
const newer = (count: number) => Array.from({ length: count }, (_, n) => call(n - count));
const pill = (element: TestCalls) => findAll(element, ".pill")[0];
const list = (element: TestCalls) => find(element, ".list");

function row(element: TestCalls, title: string): HTMLElement {
  const found = findAll(element, ".row").find((one) => one.querySelector(".title")?.textContent === title);
  assert(found, `${title} is there`);
  return found;
}

/** Browsers scroll by whole screen pixels, so a row may be half a pixel off. */
function stays(element: Element | null, topPx: number): void {
  const movedPx = (element?.getBoundingClientRect().top ?? 1e9) - topPx;
  assert(Math.abs(movedPx) <= 0.5, `moved by ${movedPx} px`);
}

/** A list to which the next poll adds newer calls. */
async function withNewer(count: number, given: MountOptions = options) {
  const session = new FakeSession(calls(60));
  const element = await mounted(session, given);
  const topPx = row(element, "Call number 0").getBoundingClientRect().top;
  session.calls = [...newer(count), ...calls(60)];
  await until(() => findAll(element, ".pill").length > 0, "the pill is there");
  await frame();
  return { session, element, topPx };
}

describe("NewCallsView", () => {
  afterEach(unmountAll);

  it("appears with newer calls, and keeps visible rows in place, also at the top", async () => {
    const { element, topPx } = await withNewer(3);
    stays(row(element, "Call number 0"), topPx);
    equal(pill(element)?.textContent?.trim(), "3 new calls");
    assert(list(element).scrollTop > 100, "the newer ones are above");
    await until(() => announced(element) === "3 new calls", "it is said");
  });

  it("updates its count without another announcement", async () => {
    const { element, session } = await withNewer(3);
    await until(() => announced(element) === "3 new calls", "it is said");
    let said = 0;
    const status = find(element, "[role=status]");
    const watching = new MutationObserver(() => {
      said += 1;
    });
    watching.observe(status, { childList: true, characterData: true, subtree: true });
    session.calls = [...newer(5), ...calls(60)];
    await until(() => pill(element)?.textContent?.trim() === "5 new calls", "it counts on");
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    watching.disconnect();
    equal([said, announced(element)], [0, "3 new calls"]);
  });

  it("keeps visible rows in place when all rows above are removed", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session, { attributes: { site: "acme", "refresh-seconds": "0" } });
    const box = list(element);
    box.scrollTop = Math.round(row(element, "Call number 2").offsetTop + 20);
    await frame();
    await frame();
    const topPx = row(element, "Call number 2").getBoundingClientRect().top;
    session.calls = calls(60).slice(2);
    await element.refresh();
    await frame();
    stays(row(element, "Call number 2"), topPx);
  });

  it("comes before the list in Tab order, jumps to the newest call and disappears", async () => {
    const { element } = await withNewer(2);
    row(element, "Call number 0").querySelector<HTMLElement>(".call")?.focus();
    await sendKeys({ press: "Shift+Tab" });
    assert(focused(element) === pill(element), `the pill has the focus, not ${focused(element)?.className}`);
    await sendKeys({ press: "Enter" });
    await until(() => pill(element) === undefined, "it is gone");
    equal(list(element).scrollTop, 0);
    equal(focused(element)?.closest(".row")?.getAttribute("aria-rowindex"), "1");
    equal(focused(element)?.querySelector(".title")?.textContent, "Call number -2");
  });

  it("disappears when the viewer scrolls to the top", async () => {
    const { element } = await withNewer(2);
    list(element).scrollTop = 40;
    await frame();
    assert(pill(element), "not at the top yet");
    list(element).scrollTop = 0;
    await until(() => pill(element) === undefined, "it is gone");
  });

  it("does not appear when all rows fit", async () => {
    const session = new FakeSession(calls(2));
    const element = await mounted(session, options);
    session.calls = [call(-1), ...calls(2)];
    await until(() => findAll(element, ".row").length === 3, "the row is there");
    await frame();
    equal([findAll(element, ".pill").length, list(element).scrollTop], [0, 0]);
    await until(() => announced(element) === "1 new call", "it is said");
  });

  it("does not appear when all rows fitted before: the newest are shown", async () => {
    const session = new FakeSession(calls(2));
    const element = await mounted(session, options);
    session.calls = [...newer(30), ...calls(2)];
    await until(() => list(element).scrollHeight > list(element).clientHeight + 100, "the rows are there");
    await frame();
    equal([findAll(element, ".pill").length, list(element).scrollTop], [0, 0]);
  });

  it("is announced when it appears, at most once a minute", async () => {
    const said: string[] = [];
    const clock = new FakeClock();
    const renderRoot = document.createElement("div");
    const scroller = renderRoot.appendChild(document.createElement("div"));
    scroller.className = "list";
    Object.defineProperty(scroller, "scrollTop", { value: 100 });
    const say = (words: string) => void said.push(words);
    const host = { renderRoot, text: english, say, addController() {} } as unknown as ListHost;
    const view = new NewCallsView(host, {} as RowFocus, clock);
    const arrive = (afterMs: number, byHand = false) => {
      clock.nowMs += afterMs;
      view.arrived(1, byHand);
      return said.length;
    };
    equal([arrive(0), arrive(61_000), arrive(61_000)], [1, 1, 1], "while the pill is there");
    await view.updateComplete();
    equal(view.element.textContent?.trim(), "3 new calls");
    view.clear();
    await view.updateComplete();
    equal([view.element.textContent?.trim(), arrive(61_000)], ["", 2], "another pill");
    view.clear();
    equal(arrive(1_000), 2, "soon after");
    view.clear();
    equal(arrive(61_000, true), 2, "announced already");
  });

  it("disappears on sign-out", async () => {
    const { element, session } = await withNewer(2);
    await session.signOut();
    await until(() => findAll(element, ".notice").length > 0, "signed out");
    equal(pill(element), undefined);
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`has no axe violation: ${scheme}`, async () => {
      const { element } = await withNewer(2, { ...options, scheme });
      for (const animation of pill(element)?.getAnimations() ?? []) animation.finish();
      equal(await axeViolations(element), []);
    });
  }
});

describe("focus during a refresh", () => {
  afterEach(unmountAll);

  const title = (element: TestCalls) => focused(element)?.querySelector(".title")?.textContent;
  const focusOn = (element: TestCalls, words: string) =>
    row(element, words).querySelector<HTMLElement>(".call")?.focus();

  it("stays on its call when the row moves", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    focusOn(element, "Call number 2");
    const topPx = focused(element)?.getBoundingClientRect().top ?? 0;
    session.calls = [...newer(4), ...calls(60)];
    await element.refresh();
    await frame();
    equal(title(element), "Call number 2");
    stays(focused(element), topPx);
  });

  it("moves to the call that replaced a removed one", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    focusOn(element, "Call number 2");
    session.calls = [...newer(1), ...calls(60).filter(({ id }) => id !== "call-2")];
    await element.refresh();
    await until(() => title(element) === "Call number 3", "the next call has it");
    session.calls = session.calls.slice(0, 3);
    await element.refresh();
    await until(() => title(element) === "Call number 1", "the last call has it");
    session.calls = [];
    await element.refresh();
    await until(() => focused(element)?.matches(".body"), "the box has it");
  });

  it("stays outside of a list that refreshes", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    const input = document.body.appendChild(document.createElement("input"));
    input.className = "mounted";
    focusOn(element, "Call number 2");
    input.focus();
    session.calls = calls(60).filter(({ id }) => id !== "call-2");
    await element.refresh();
    await frame();
    await frame();
    assert(document.activeElement === input);
  });

  it("stays on the refresh button, and the result is announced", async () => {
    const session = new FakeSession(calls(60));
    const element = await mounted(session);
    await until(() => findAll(element, ".refresh button").length > 0, "the button is there");
    const button = find(element, ".refresh button");
    button.focus();
    await sendKeys({ press: "Enter" });
    await until(() => announced(element) === "No new calls", "it is said");
    session.calls = [...newer(2), ...calls(60)];
    await sendKeys({ press: "Enter" });
    await until(() => announced(element) === "2 new calls", "it is said");
    assert(focused(element) === button);
  });

  it("renders no row again without news", async () => {
    const session = new FakeSession(calls(60));
    session.tags = true;
    let ends = 0;
    const renderRowEnd = () => {
      ends += 1;
      return "…";
    };
    const element = await mounted(session, { ...options, properties: { renderRowEnd } });
    await until(() => announced(element) !== "", "all is said");
    const tagged = () => session.asked.filter(({ headers }) => headers["If-None-Match"]).length;
    const before = [ends, tagged()];
    let changes = 0;
    const watching = new MutationObserver((records) => {
      changes += records.length;
    });
    watching.observe(find(element, ".rows"), {
      childList: true,
      attributes: true,
      characterData: true,
      subtree: true,
    });
    await until(() => tagged() >= (before[1] ?? 0) + 2, "it polls twice");
    await frame();
    watching.disconnect();
    equal([ends, changes], [before[0], 0]);
  });

  it("polls nothing while the page is hidden", async () => {
    const session = new FakeSession(calls(60));
    const state = (value: string) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    const asked = () => session.asked.filter(({ path }) => path.startsWith("/v1/calls?")).length;
    try {
      const element = await mounted(session, options);
      await until(() => findAll(element, ".refresh").length > 0, "the list is whole");
      state("hidden");
      const before = asked();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      equal(asked(), before);
      state("visible");
      await until(() => asked() > before, "it catches up");
    } finally {
      Reflect.deleteProperty(document, "visibilityState");
    }
  });
});
