import { assert, equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { FakeSession, type Reply } from "../../../test/fake-session.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  frame,
  mount,
  mounted,
  shown,
  unmountAll,
  until,
} from "../../../test/mount.ts";
import {
  AGENTS,
  chips,
  choose,
  filterable,
  lastQuery,
  queries,
  SEARCHER,
  searcherSession,
  type,
} from "../../../test/toolbar-page.ts";
import type { CallFilters } from "../../base/call-filters.ts";
import { dayAt, moveDay, startOfDay } from "../../base/zoned-day.ts";
import type { KeyholeCallsFilterEvent } from "../../events/keyhole-calls-filter-event.ts";
import type { CallsStore } from "../calls-store.ts";

const AGENT = AGENTS[1]?.id ?? "";
const BERLIN = { site: "acme", "time-zone": "Europe/Berlin" };
const iso = (ms: number) => new Date(ms).toISOString();
const empty = (path: string): Reply | undefined =>
  path.includes("status") ? { body: { items: [], next: null } } : undefined;

describe("FilterController", () => {
  afterEach(unmountAll);

  const today = dayAt(Date.now(), "Europe/Berlin");
  const controls: [name: string, value: string, query: Record<string, string>, chip: string][] = [
    ["agent", AGENT, { agent: AGENT }, "Support"],
    ["status", "unjoined", { status: "unjoined" }, "Not joined"],
    ["duration", "-30000", { maxDurationMs: "30000" }, "Up to 30 sec"],
    ["duration", "30000-120000", { minDurationMs: "30000", maxDurationMs: "120000" }, "30 sec to 2 min"],
    ["duration", "300000-", { minDurationMs: "300000" }, "5 min or longer"],
    ["date", "today", { from: iso(startOfDay(today, "Europe/Berlin")) }, "Today"],
    ["date", "last-7-days", { from: iso(startOfDay(moveDay(today, -6), "Europe/Berlin")) }, "Last 7 days"],
  ];
  for (const [name, value, query, chip] of controls) {
    it(`asks with the chosen filter: ${name} ${value}`, async () => {
      const session = searcherSession();
      const element = await filterable(session, { attributes: BERLIN });
      equal(lastQuery(session), {});
      choose(element, name, value);
      await until(() => queries(session).length === 2, "it was asked anew");
      equal(lastQuery(session), query);
      await until(() => chips(element).length === 1, "it says so");
      equal(chips(element), [chip]);
      choose(element, name, "");
      await until(() => queries(session).length === 3, "it was asked anew");
      equal([lastQuery(session), chips(element)], [{}, []]);
    });
  }

  it("asks with all filters, also for further pages", async () => {
    const session = searcherSession(60);
    const element = await filterable(session, { attributes: BERLIN });
    choose(element, "agent", AGENT);
    choose(element, "status", "ended");
    choose(element, "duration", "300000-");
    await until(() => chips(element).length === 3, "all are in use");
    const query = { agent: AGENT, status: "ended", minDurationMs: "300000" };
    equal(lastQuery(session), query);
    await until(() => element.store?.state.phase === "ready", "rows are there");
    await (element.store as CallsStore).loadMore();
    equal(lastQuery(session), { ...query, cursor: "50" });
    await element.refresh();
    const { path } = session.asked.at(-1) ?? {};
    equal(
      path,
      session.asked.filter(({ path }) => path.includes("300000") && !path.includes("cursor"))[0]?.path,
    );
  });

  it("fills the fields for days from the range before", async () => {
    const session = searcherSession();
    const element = await filterable(session, { attributes: BERLIN });
    choose(element, "date", "days");
    await frame();
    equal([queries(session).length, findAll(element, "[type=date]").length], [1, 2]);
    choose(element, "date", "yesterday");
    await frame();
    equal(findAll(element, "[type=date]").length, 0);
    choose(element, "date", "days");
    await frame();
    const yesterday = moveDay(today, -1);
    equal(element.filters, { from: yesterday, to: yesterday });
    type(element, "from", "2026-03-29");
    type(element, "to", "2026-03-29");
    await until(() => lastQuery(session).from === "2026-03-28T23:00:00.000Z", "the first day counts");
    equal(lastQuery(session).to, "2026-03-29T21:59:59.999Z");
    equal(chips(element), ["Mar 29, 2026"]);
    type(element, "from", "");
    await until(() => !("from" in lastQuery(session)), "the first day is gone");
    equal(chips(element), ["Until Mar 29, 2026"]);
  });

  it("hides the fields for days when a range is chosen", async () => {
    const session = searcherSession();
    const element = await filterable(session);
    choose(element, "date", "days");
    await until(() => findAll(element, ".days").length > 0, "there are fields");
    element.filters = { range: "today" };
    await element.updateComplete;
    equal(findAll(element, ".days").length, 0);
  });

  it("searches after a pause or with Enter, and not for one letter", async () => {
    const session = searcherSession();
    const element = await filterable(session);
    for (const words of ["a", "ap", "app", "appo"]) type(element, "q", words);
    await frame();
    equal(queries(session).length, 1);
    await until(() => queries(session).length === 2, "it was asked");
    equal(lastQuery(session), { q: "appo" });
    type(element, "q", "appointment");
    find(element, "[name=q]").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    await frame();
    equal([queries(session).length, lastQuery(session)], [3, { q: "appointment" }]);
    type(element, "q", "");
    await frame();
    equal([queries(session).length, lastQuery(session)], [4, {}]);
    type(element, "q", "x");
    find(element, "[name=q]").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    await frame();
    equal(queries(session).length, 4);
  });

  it("hides search without pii:read, and ignores words that the host has set", async () => {
    for (const scopes of [
      ["calls:read", "pii:read"],
      ["calls:read", "transcripts:read"],
    ] as const) {
      const session = searcherSession();
      session.state = { status: "idle" };
      session.agentsReply = async () => {
        await frame();
        session.change({ status: "ready", scopes });
        return { body: { items: AGENTS } };
      };
      const element = await filterable(session, {
        properties: { filters: { q: "secret", status: "ended" } },
      });
      equal(queries(session).length, 1);
      equal(lastQuery(session), { status: "ended" });
      equal([findAll(element, "[name=q]").length, chips(element)], [0, ["Ended"]]);
      unmountAll();
    }
  });

  it("hides search where the source has none, and ignores words that the host has set", async () => {
    const session = searcherSession();
    session.agentsReply = () => ({ body: { items: [], refusedFilters: ["q"] } });
    const element = await mounted(session, {
      attributes: { site: "acme" },
      properties: { filters: { q: "words", status: "ended" } },
    });
    await until(() => session.asked.length > 0, "calls are asked for");
    equal([findAll(element, "[name=status]").length, findAll(element, "[name=q]").length], [1, 0]);
    equal(session.asked[0]?.path.includes("q="), false);
  });

  it("waits for the token before it searches", async () => {
    const session = searcherSession();
    session.state = { status: "idle" };
    session.agentsReply = async () => {
      await frame();
      equal(queries(session).length, 0);
      session.change(SEARCHER);
      return { body: { items: AGENTS } };
    };
    await filterable(session, { properties: { filters: { q: "words" } } });
    equal(
      queries(session).map(({ q }) => q),
      ["words"],
    );
  });

  it("tells the console once of a control that hide-controls does not know", async () => {
    const told: string[] = [];
    const { warn } = console;
    console.warn = (words: string) => told.push(words);
    try {
      const element = await mounted(searcherSession(), {
        attributes: { site: "acme", "hide-controls": "agents export" },
      });
      await element.refresh();
      element.timeZone = "UTC";
      await element.updateComplete;
      equal(told, [
        'test-calls: hide-controls knows no "agents", only text, agent, status, verdict, duration, date, refresh, export',
      ]);
    } finally {
      console.warn = warn;
    }
  });

  it("asks for the first page once, with the host's filters", async () => {
    const session = searcherSession();
    await filterable(session, { properties: { filters: { status: "ended" } } });
    equal(
      queries(session).map(({ status }) => status),
      ["ended"],
    );
  });

  it("follows the host's filters without an event", async () => {
    const session = searcherSession();
    const element = await filterable(session);
    let events = 0;
    element.addEventListener("keyhole-calls-filter", () => {
      events += 1;
    });
    element.filters = { status: "active", minDurationMs: 90_000 };
    await until(() => chips(element).length === 2, "they are in use");
    equal(lastQuery(session), { status: "active", minDurationMs: "90000" });
    equal((find(element, "[name=status]") as HTMLSelectElement).value, "active");
    equal(
      (find(element, "[name=duration]") as HTMLSelectElement).selectedOptions[0]?.text,
      "1 min 30 sec or longer",
    );
    element.filters = null;
    await until(() => chips(element).length === 0, "they are gone");
    equal([lastQuery(session), events], [{}, 0]);
  });

  it("ignores invalid filters of the host", async () => {
    const session = searcherSession();
    const element = await filterable(session);
    const hostile = { status: "ended", agent: 7, q: 7, from: "x", minDurationMs: {} };
    element.filters = hostile as unknown as CallFilters;
    await until(() => chips(element).length === 1, "what can be is in use");
    equal(lastQuery(session), { status: "ended" });
    element.filters = "status=ended" as unknown as CallFilters;
    await until(() => chips(element).length === 0, "nothing is in use");
    equal(lastQuery(session), {});
  });

  it("dispatches a preventable event before a change of the viewer", async () => {
    const session = searcherSession();
    const element = await filterable(session, { properties: { filters: { status: "ended" } } });
    const events: object[] = [];
    const listen = (event: KeyholeCallsFilterEvent) => {
      events.push({ filters: event.filters, previous: event.previous, now: element.filters });
      event.preventDefault();
    };
    document.body.addEventListener("keyhole-calls-filter", listen);
    choose(element, "duration", "300000-");
    document.body.removeEventListener("keyhole-calls-filter", listen);
    await frame();
    const status = { status: "ended" };
    equal(events, [{ filters: { ...status, minDurationMs: 300_000 }, previous: status, now: status }]);
    equal([queries(session).length, element.filters, chips(element)], [1, status, ["Ended"]]);
    equal((find(element, "[name=duration]") as HTMLSelectElement).value, "");
    choose(element, "duration", "300000-");
    await until(() => queries(session).length === 2, "it counts now");
  });

  it("offers to clear filters that leave no calls", async () => {
    const session = searcherSession();
    session.reply = empty;
    const slotted = Object.assign(document.createElement("p"), { slot: "empty", textContent: "Call us!" });
    const element = await filterable(session, { children: [slotted] });
    choose(element, "status", "waiting");
    await until(() => shown(element).includes("No calls match these filters"), "it is said");
    equal(slotted.assignedSlot, null);
    await until(() => announced(element) === "No calls match these filters", "it is announced");
    find(element, ".notice .button").click();
    await until(() => findAll(element, ".row[role=row]").length > 0, "rows are back");
    equal(element.filters, {});
    assert(element.shadowRoot?.activeElement?.matches("[name=q]"), "the focus is on the first control");
  });

  it("shows the empty notice without filters", async () => {
    const element = mount(new FakeSession());
    await until(() => shown(element).includes("No calls yet"), "it is said");
    await until(() => findAll(element, ".filters").length > 0, "the toolbar is there");
    assert(!shown(element).includes("match"), "nothing of filters");
  });

  it("announces the number of matches once", async () => {
    const session = searcherSession(60);
    const element = await filterable(session);
    await until(() => announced(element).startsWith("50 calls loaded"), "the first page is announced");
    choose(element, "status", "ended");
    await until(() => announced(element) === "50 calls match so far, scroll for more", "it is announced");
    session.calls = calls(1);
    choose(element, "duration", "300000-");
    await until(() => announced(element) === "1 call matches", "it is announced");
  });

  it("asks for the days of another time zone", async () => {
    const session = searcherSession();
    const filters = { from: "2026-11-22" };
    const element = await filterable(session, { attributes: BERLIN, properties: { filters } });
    equal(lastQuery(session).from, "2026-11-21T23:00:00.000Z");
    element.timeZone = "Asia/Kolkata";
    await until(() => lastQuery(session).from === "2026-11-21T18:30:00.000Z", "the day begins elsewhere");
  });

  it("asks for the month of another calendar", async () => {
    const session = searcherSession();
    const filters = { range: "this-month" } as const;
    const element = await filterable(session, { attributes: BERLIN, properties: { filters } });
    const { from } = lastQuery(session);
    element.lang = "fa";
    await until(() => lastQuery(session).from !== from, "the month begins on another day");
  });

  it("uses the device's time zone for an empty one", async () => {
    const session = searcherSession();
    const element = await filterable(session, { attributes: { site: "acme", "time-zone": "" } });
    choose(element, "date", "today");
    await until(() => lastQuery(session).from, "it is asked");
    equal(new Date(lastQuery(session).from ?? "").toTimeString().slice(0, 5), "00:00");
  });

  it("drops agents and typed words with the viewer", async () => {
    const session = searcherSession();
    const element = await filterable(session, { properties: { filters: { q: "words" } } });
    await element.signOut();
    await until(() => find(element, ".toolbar").hidden, "the toolbar is gone");
    session.agents = [];
    session.change({ status: "ready", scopes: ["calls:read"] });
    await until(() => !find(element, ".toolbar").hidden, "it is back");
    await until(() => queries(session).length > 1 && !("q" in lastQuery(session)), "words are not asked for");
    equal([findAll(element, "[name=agent]").length, findAll(element, "[name=q]").length], [0, 0]);
  });

  it("keeps filters when it is moved, without a request", async () => {
    const session = searcherSession();
    const element = await filterable(session, { properties: { filters: { status: "ended" } } });
    element.parentElement?.append(element);
    await frame();
    equal([queries(session).length, chips(element)], [1, ["Ended"]]);
    const other = await mounted(new FakeSession(calls(3)));
    equal(other.filters, null);
  });
});
