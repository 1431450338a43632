import { assert, equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mount, type TestCalls, unmountAll, until } from "../../test/mount.ts";
import { chips, choose, filterable, lastQuery, queries, searcherSession } from "../../test/toolbar-page.ts";

const own = location.href;
const SYNC = { site: "acme", "sync-url": "" };

/** Sets the query and maybe the fragment of the page. */
function visit(query: string): void {
  history.pushState(null, "", `${location.pathname}${query}`);
}

const opened = (element: TestCalls) => findAll(element, ".details").length === 1 && element.pane?.id;

/** Navigates in the page's history, and waits for all listeners. */
async function go(step: number): Promise<void> {
  const moved = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  history.go(step);
  await moved;
  await frame();
  await frame();
}

/** Presses the browser's Back, which closes the open call and takes no step. */
async function closeByBack(element: TestCalls): Promise<void> {
  history.back();
  await until(() => !opened(element), "Back closes the call");
  await frame();
  await frame();
}

async function open(element: TestCalls, place: number): Promise<void> {
  await until(() => element.store?.state.phase === "ready", "rows are there");
  await frame();
  findAll(element, ".call")[place]?.click();
  await until(() => opened(element), "the call is open");
  await frame();
}

describe("UrlController", () => {
  afterEach(async () => {
    unmountAll();
    history.replaceState(null, "", own);
  });

  it("reads filters before the first request, and ignores invalid ones", async () => {
    visit("?tab=1&keyhole-status=ended&keyhole-min-duration-ms=300000&keyhole-range=ever&keyhole-agent=#top");
    const session = searcherSession();
    const element = await filterable(session, { attributes: SYNC });
    equal(
      queries(session).map(({ limit, ...query }) => query),
      [{ status: "ended", minDurationMs: "300000" }],
    );
    equal(chips(element), ["Ended", "5 min or longer"]);
    equal(location.search + location.hash, "?tab=1&keyhole-status=ended&keyhole-min-duration-ms=300000#top");
  });

  it("writes filters without a history entry, and keeps the rest of the URL", async () => {
    visit("?a=%20b&flag#top");
    const entries = history.length;
    const element = await filterable(searcherSession(), { attributes: SYNC });
    choose(element, "status", "ended");
    await until(() => location.search === "?a=%20b&flag&keyhole-status=ended", "it is there");
    choose(element, "date", "last-7-days");
    await until(() => location.search.endsWith("&keyhole-range=last-7-days"), "it is there");
    equal([history.length, location.hash], [entries, "#top"]);
    element.filters = {};
    await until(() => location.search === "?a=%20b&flag", "they are gone");
  });

  it("neither reads nor writes without sync-url", async () => {
    visit("?keyhole-status=ended&keyhole-call=call-1");
    const session = searcherSession();
    const element = await filterable(session, { attributes: { site: "acme" } });
    choose(element, "date", "today");
    await open(element, 1);
    equal(
      [location.search, lastQuery(session).status],
      ["?keyhole-status=ended&keyhole-call=call-1", undefined],
    );
  });

  it("adds a history entry for an open call, in which Back closes it", async () => {
    visit("?x=1");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    const entries = history.length;
    await open(element, 2);
    equal([location.search, history.length], ["?x=1&keyhole-call=call-2", entries + 1]);
    await closeByBack(element);
    equal([location.search, history.length], ["?x=1", entries + 1]);
    await open(element, 1);
    equal([location.search, history.length], ["?x=1&keyhole-call=call-1", entries + 1]);
  });

  it("writes an open call into the page's own entry with no-history", async () => {
    visit("?x=1");
    const element = await filterable(searcherSession(), { attributes: { ...SYNC, "no-history": "" } });
    const entries = history.length;
    await open(element, 2);
    equal([location.search, history.length], ["?x=1&keyhole-call=call-2", entries]);
    find(element, ".close").click();
    await until(() => location.search === "?x=1", "it is taken out");
  });

  it("removes a closed call from the URL, and writes the next one", async () => {
    visit("");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    await open(element, 0);
    findAll(element, ".call")[3]?.click();
    await until(() => location.search === "?keyhole-call=call-3", "the next one is there");
    find(element, ".close").click();
    await until(() => location.search === "", "it is taken out");
    equal(opened(element), false);
  });

  it("opens a linked call, in the list or not, and closes it with Back", async () => {
    for (const id of ["call-4", "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21"]) {
      visit(`?keyhole-call=${id}&keyhole-status=ended#part`);
      const session = searcherSession();
      const element = await filterable(session, { attributes: SYNC });
      await until(() => opened(element) === id, "it is open");
      await frame();
      equal(location.search + location.hash, `?keyhole-status=ended&keyhole-call=${id}#part`);
      await closeByBack(element);
      equal([location.search, chips(element)], ["?keyhole-status=ended", ["Ended"]]);
      unmountAll();
    }
  });

  it("lets the viewer go back after a fragment link", async () => {
    visit("");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    await open(element, 1);
    location.hash = "elsewhere";
    await frame();
    equal([location.search + location.hash, opened(element)], ["?keyhole-call=call-1#elsewhere", "call-1"]);
    await go(-1);
    equal([location.search + location.hash, opened(element)], ["?keyhole-call=call-1", "call-1"]);
    await closeByBack(element);
    equal(location.search, "");
  });

  it("keeps filters that changed while a call was open", async () => {
    visit("");
    const session = searcherSession();
    const element = await filterable(session, { attributes: SYNC });
    await open(element, 1);
    choose(element, "status", "ended");
    await until(() => location.search === "?keyhole-status=ended&keyhole-call=call-1", "it is written");
    await until(() => element.store?.state.phase === "ready", "calls are there");
    equal([opened(element), chips(element), lastQuery(session)], ["call-1", ["Ended"], { status: "ended" }]);
    await closeByBack(element);
    await go(-1);
    for (let wait = 0; wait < 5; wait += 1) await frame();
    equal([location.search, opened(element), chips(element)], ["?keyhole-status=ended", false, ["Ended"]]);
    equal([lastQuery(session), queries(session).length], [{ status: "ended" }, 2]);
  });

  it("follows filters of the page's own history entries", async () => {
    visit("?keyhole-status=ended");
    const session = searcherSession();
    const element = await filterable(session, { attributes: SYNC });
    history.pushState(null, "", `${location.pathname}?keyhole-range=today`);
    await go(-1);
    equal(chips(element), ["Ended"]);
    await go(1);
    await until(() => chips(element)[0] === "Today", "it is followed");
    equal([location.search, element.filters], ["?keyhole-range=today", { range: "today" }]);
    await go(-1);
    await until(() => chips(element)[0] === "Ended", "it is followed");
  });

  it("follows Back across a call to the page's older filters", async () => {
    visit("?keyhole-status=ended");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    history.pushState(null, "", `${location.pathname}?keyhole-status=active`);
    element.filters = { status: "active" };
    await until(() => chips(element)[0] === "In progress", "it is filtered");
    await open(element, 0);
    await go(-2);
    await until(() => chips(element)[0] === "Ended", "it is followed");
    equal([location.search, opened(element)], ["?keyhole-status=ended", false]);
    await go(2);
    await until(() => opened(element) === "call-0", "it is open again");
    equal([location.search, chips(element)], ["?keyhole-status=active&keyhole-call=call-0", ["In progress"]]);
  });

  it("removes a call from an entry that the page has pushed", async () => {
    visit("");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    await open(element, 0);
    history.pushState(null, "", `${location.href}&page=1`);
    find(element, ".close").click();
    await until(() => location.search === "?page=1", "it is taken out");
    equal(opened(element), false);
  });

  it("keeps two lists with two prefixes apart", async () => {
    visit("?left-status=ended&right-status=active");
    const sessions = [searcherSession(), searcherSession()] as const;
    const left = await filterable(sessions[0], { attributes: { site: "acme", "sync-url": "left" } });
    const right = await filterable(sessions[1], { attributes: { site: "acme", "sync-url": "right" } });
    equal([lastQuery(sessions[0]), lastQuery(sessions[1])], [{ status: "ended" }, { status: "active" }]);
    choose(left, "status", "waiting");
    await until(() => location.search.includes("left-status=waiting"), "it is written");
    await open(right, 0);
    equal(new URLSearchParams(location.search).toString().split("&").sort(), [
      "left-status=waiting",
      "right-call=call-0",
      "right-status=active",
    ]);
    await closeByBack(right);
    equal([chips(left), chips(right)], [["Waiting"], ["In progress"]]);
    equal(queries(sessions[1]).length, 1);
  });

  it("leaves a link to a moment to <keyhole-call>", async () => {
    visit("?keyhole-call=call-5#keyhole-call=call-1&t=0:01");
    const session = new FakeSession(calls(8));
    const element = mount(session, { attributes: SYNC });
    await until(() => opened(element) === "call-1", "the call of the fragment is open");
    await frame();
    equal(location.search, "?keyhole-call=call-1");
    assert(!session.asked.some(({ path }) => path.includes("call-5")), "the other was not asked for");
  });

  it("opens a call at the moment that the query links to", async () => {
    visit("?x=1&keyhole-call=call-1&keyhole-t=0:03#/calls");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    await until(() => opened(element) === "call-1", "it is open");
    await until(() => location.search === "?x=1&keyhole-call=call-1", "the moment is used up");
    equal([element.pane?.view?.player.state.positionMs, location.hash], [3_000, "#/calls"]);
  });

  it("opens a call at the moment that the query links to, without sync-url", async () => {
    visit("?keyhole-call=call-1&keyhole-t=0:03#/calls");
    const element = await filterable(searcherSession(), { attributes: { site: "acme" } });
    await until(() => opened(element) === "call-1", "it is open");
    equal(element.pane?.view?.player.state.positionMs, 3_000);
    equal(location.search, "?keyhole-call=call-1&keyhole-t=0:03");
  });

  for (const off of [undefined, false, "false"]) {
    it(`writes nothing when syncUrl is ${typeof off} ${off}`, async () => {
      visit("?x=1");
      const element = await filterable(searcherSession(), { properties: { syncUrl: off as never } });
      choose(element, "status", "ended");
      await frame();
      equal(location.search, "?x=1");
    });
  }

  for (const on of ["", "true", true, "sync-url"]) {
    it(`reads and writes parameters of its own name when syncUrl is ${typeof on} "${on}"`, async () => {
      visit("?keyhole-status=ended");
      const element = await filterable(searcherSession(), { properties: { syncUrl: on } });
      equal(element.filters, { status: "ended" });
      choose(element, "status", "active");
      await until(() => location.search === "?keyhole-status=active", "it is written");
    });
  }

  it("stops syncing when the attribute is removed", async () => {
    visit("?x=1");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    choose(element, "status", "ended");
    await until(() => location.search.includes("ended"), "it is written");
    element.removeAttribute("sync-url");
    await element.updateComplete;
    history.pushState(null, "", "?x=2");
    history.back();
    await until(() => location.search.includes("x=1"), "the page is back");
    await frame();
    equal(element.filters, { status: "ended" });
  });

  it("writes nothing while disconnected, and resumes when connected", async () => {
    visit("");
    const element = await filterable(searcherSession(), { attributes: SYNC });
    const place = element.parentElement;
    element.remove();
    element.filters = { status: "ended" };
    await frame();
    equal(location.search, "");
    place?.append(element);
    await until(() => location.search === "?keyhole-status=ended", "it is written");
  });
});
