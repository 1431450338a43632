import { assert, equal } from "../../test/assert.ts";
import { type FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  mountOverview,
  shown,
  type TestOverview,
  unmountAll,
  until,
} from "../../test/mount.ts";
import { FIVE_DAYS, statsSession } from "../../test/stats.ts";

const drawn = (element: TestOverview, count = 4) =>
  until(
    () =>
      findAll(element, ".charts:not(.waiting) path").length > 0 && findAll(element, ".plot").length === count,
    "charts are there",
  );
const valuesOf = (element: TestOverview) =>
  findAll(element, ".chart-value").map(({ textContent }) => textContent);
const plot = (element: TestOverview, name: string) => find(element, `.plot[aria-label="${name}"]`);
const press = (target: Element, key: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};
const button = (element: TestOverview, words: string) =>
  findAll(element, "button").find(({ textContent }) => textContent?.trim() === words);
const asked = (session: FakeSession) =>
  session.asked.map(({ path }) => path).filter((path) => path.includes("/stats"));

describe("<keyhole-overview>", () => {
  afterEach(() => {
    unmountAll();
    document.documentElement.dir = "";
  });

  it("loads its file once the device is online again, and asks nobody after it has left the page", async () => {
    const element = mountOverview(statsSession(), { properties: { laterFails: true } });
    await until(() => findAll(element, ".notice").length === 1, "it is shown");
    element.laterFails = false;
    dispatchEvent(new Event("online"));
    await drawn(element);
    equal(findAll(element, ".notice").length, 0);
    element.remove();
    const { updateComplete } = element;
    dispatchEvent(new Event("online"));
    equal(element.updateComplete, updateComplete);
  });

  it("shows calls, minutes, average duration and share passed", async () => {
    const element = mountOverview(statsSession());
    await drawn(element);
    equal(valuesOf(element), ["16", "11", "1 min 0 sec", "75%"]);
    assert(shown(element).includes("Central European"), "the time zone");
    assert(shown(element).includes("not graded"), "what passed includes");
  });

  it("leaves out what the source does not count", async () => {
    const [item] = FIVE_DAYS.items ?? [];
    const wide = { ...FIVE_DAYS, calls: 7, joined: null, durationMs: null };
    const element = mountOverview(
      statsSession({ items: [{ ...item, ...wide, from: FIVE_DAYS.from, to: FIVE_DAYS.to }] }),
    );
    await drawn(element, 2);
    equal(valuesOf(element), ["7", "75%"]);
    unmountAll();
    const ungraded = mountOverview(statsSession({ verdicts: null }));
    await drawn(ungraded, 3);
    assert(!shown(ungraded).includes("not graded"));
  });

  it("says what it shows none of: calls, or calls that can be counted", async () => {
    const empty = mountOverview(statsSession({ items: [] }));
    await until(() => shown(empty).includes("No calls in this time"), "it is said");
    const closed = mountOverview(statsSession({ items: null, verdicts: null }));
    await until(() => shown(closed).includes("No figures for the calls that you may see"), "it is said");
    equal(findAll(closed, ".plot"), []);
  });

  it("shows a failure with a retry, and keeps figures when a refresh fails", async () => {
    const session = statsSession({ failure: problem("upstream_unavailable") });
    const element = mountOverview(session);
    const kinds: unknown[] = [];
    element.addEventListener("keyhole-error", ({ code }) => kinds.push(code));
    await until(() => findAll(element, ".notice .button").length === 1, "a retry is there");
    session.reply = statsSession().reply;
    find(element, ".notice .button").click();
    await drawn(element);
    session.reply = () => ({ failure: problem("rate_limited") });
    await element.refresh();
    await until(() => findAll(element, ".strip").length === 1, "a strip is there");
    equal([valuesOf(element)[0], kinds], ["16", ["upstream_unavailable", "rate_limited"]]);
  });

  it("dispatches keyhole-ready once, and drops the figures on sign-out and for another viewer", async () => {
    const session = statsSession();
    const element = mountOverview(session);
    const told: string[] = [];
    for (const name of ["keyhole-ready", "keyhole-sign-out"])
      element.addEventListener(name, () => told.push(name));
    await drawn(element);
    await element.refresh();
    await element.signOut();
    await until(() => shown(element).includes("You are signed out"), "it is said");
    equal(findAll(element, ".plot"), []);
    session.reply = () => new Promise<Reply>(() => {});
    session.change({ status: "ready", scopes: [] }, session.epoch + 1);
    await until(() => findAll(element, ".waiting").length === 1, "it waits");
    assert(!shown(element).includes("16"));
    equal(told, ["keyhole-ready", "keyhole-sign-out"]);
  });

  it("asks with the tag, and once for the same range", async () => {
    const session = statsSession();
    session.tags = true;
    const element = mountOverview(session);
    await drawn(element);
    await element.refresh();
    element.filters = { range: "last-30-days" };
    await element.updateComplete;
    const stats = session.asked.filter(({ path }) => path.startsWith("/v1/stats"));
    equal(new Set(stats.map(({ path }) => path)).size, 1);
    equal(
      stats.map(({ headers }) => "If-None-Match" in headers),
      [false, true],
    );
    equal(valuesOf(element)[0], "16");
  });

  it("asks for the days that the viewer chooses, says how many calls, and lets the host prevent it", async () => {
    const session = statsSession();
    const element = mountOverview(session, { attributes: { site: "acme", "time-zone": "UTC" } });
    await drawn(element);
    button(element, "7 days")?.click();
    await until(() => asked(session).length === 2, "it asks again");
    equal([element.filters, button(element, "7 days")?.ariaPressed], [{ range: "last-7-days" }, "true"]);
    await until(() => announced(element).includes("16 calls in this time"), "it is announced");
    element.filters = { from: "2026-11-01", to: "2026-11-05" };
    await until(() => asked(session).length === 3, "it asks again");
    const to = find(element, "input[name=to]") as HTMLInputElement;
    equal(to.value, "2026-11-05");
    to.value = "2026-11-03";
    to.dispatchEvent(new Event("change"));
    await until(() => asked(session).length === 4, "it asks again");
    assert(asked(session)[3]?.includes("to=2026-11-03T23:59:59.999Z"), asked(session)[3]);
    element.addEventListener("keyhole-overview-filter", (event) => event.preventDefault(), { once: true });
    const before = element.filters;
    button(element, "90 days")?.click();
    await element.updateComplete;
    equal([element.filters, asked(session).length], [before, 4]);
  });

  it("narrows to an agent by name", async () => {
    const session = statsSession();
    session.agents = [
      { id: "a", name: "Front desk" },
      { id: "b", name: "<b>Support</b>" },
    ];
    const element = mountOverview(session);
    await until(() => findAll(element, "option").length === 3, "agents are there");
    const select = find(element, "select") as HTMLSelectElement;
    select.value = "b";
    select.dispatchEvent(new Event("change"));
    await until(() => asked(session).at(-1)?.endsWith("&agent=b"), "it asks for the agent");
    equal([select.value, findAll(element, "select b").length], ["b", 0]);
  });

  it("goes from point to point by keys, and tells a screen reader each value", async () => {
    const element = mountOverview(statsSession());
    await drawn(element);
    const calls = plot(element, "Calls");
    calls.focus();
    await until(() => calls.ariaValueText?.startsWith("Nov 5"), "the last point");
    equal(calls.ariaValueText, "Nov 5: 2");
    for (const [key, words] of [
      ["ArrowLeft", "Nov 4: 0"],
      ["ArrowDown", "Nov 3: 10"],
      ["ArrowRight", "Nov 4: 0"],
      ["Home", "Nov 1: 4"],
      ["ArrowLeft", "Nov 1: 4"],
      ["End", "Nov 5: 2"],
    ] as const) {
      assert(press(calls, key).defaultPrevented, key);
      await until(() => calls.ariaValueText === words, words);
    }
    equal(
      [press(calls, "a").defaultPrevented, press(calls, "ArrowLeft", { altKey: true }).defaultPrevented],
      [false, false],
    );
    equal(focused(element), calls);
    equal(find(element, ".chart-value").textContent, "Nov 5: 2");
  });

  it("draws time from right to left, and turns the arrows round, on such a page", async () => {
    document.documentElement.dir = "rtl";
    const element = mountOverview(statsSession());
    await drawn(element);
    const calls = plot(element, "Calls");
    const first = find(element, ".bars").getAttribute("d");
    assert(Number(/^M([\d.]+)/.exec(first ?? "")?.[1]) > 800, `the first day is at the right: ${first}`);
    calls.focus();
    press(calls, "ArrowRight");
    await until(() => calls.ariaValueText === "Nov 4: 0", "right is earlier");
  });

  it("shows the same data as tables", async () => {
    const element = mountOverview(statsSession());
    await drawn(element);
    button(element, "Table")?.click();
    await until(() => findAll(element, "table").length === 2, "tables are there");
    const rows = findAll(element, "tr").map((row) => [...row.children].map(({ textContent }) => textContent));
    equal(rows[0], ["Time", "Calls", "Minutes", "Average duration"]);
    equal(rows[3], ["Nov 3", "10", "5", "1 min 0 sec"]);
    equal(rows[4], ["Nov 2", "0", "0", "–"]);
    equal(
      rows.at(-1),
      ["Nov 1 – 2", "3", "1", "75%"].map((words) => words.replaceAll(" – ", " – ")),
    );
  });

  it("does not overflow a narrow container", async () => {
    for (const widthPx of [300, 420, 700]) {
      const element = mountOverview(statsSession(), { widthPx });
      await drawn(element);
      const { right } = find(element, ".box").getBoundingClientRect();
      for (const one of findAll(element, ".overview *")) {
        if (one.closest("svg, .unseen") || !one.checkVisibility()) continue;
        assert(one.getBoundingClientRect().right <= right + 0.5, `${one.className} at ${widthPx} px`);
      }
      unmountAll();
    }
  });
});
