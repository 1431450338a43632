import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle, until } from "../../test/wait.ts";

const url = { kind: "url", url: "/assertion" } as const;

/** As the browser does around its back-forward cache. */
const turn = (type: "pagehide" | "pageshow", persisted = true) =>
  dispatchEvent(new PageTransitionEvent(type, { persisted }));

async function connected(assertion: typeof url | null) {
  const page = new PageStandIn();
  const session = page.open(assertion);
  const told: unknown[] = [];
  session.subscribe(() => told.push([session.state.status, session.epoch, session.away]));
  await listed(session);
  // The file that watches the page loads with the first token.
  await until(async () => (await import("./watch-page.ts")) && true, "the page is watched");
  await settle();
  told.length = 0;
  return { page, session, told };
}

describe("Session in the back-forward cache", () => {
  it("hides the rows from leaving the page until the host has said who is signed in", async () => {
    const { page, session, told } = await connected(url);
    turn("pagehide");
    equal(told, [["ready", 0, true]]);
    turn("pageshow");
    await until(() => !session.away, "it has asked");
    equal([page.host.asked.length, page.broker.mints.length, session.epoch], [2, 2, 0]);
    equal(await listed(session), ["rows of anna"]);
  });

  it("drops the rows of a member replaced by another, and never uses the old token", async () => {
    const { page, session } = await connected(url);
    turn("pagehide");
    page.host.member = "bert";
    // A timer of the page may be faster than the session.
    const early = list(session);
    turn("pageshow");
    assert(!(await early).ok);
    await until(() => session.state.status === "ready", "bert is in");
    equal([session.epoch, session.away], [1, false]);
    equal(await listed(session), ["rows of bert"]);
    equal(page.broker.lists.length, 2, "lists");
  });

  it("asks again when the page was left while asking", async () => {
    const { page, session } = await connected(url);
    const release = page.broker.hold("/v1/token");
    await page.time.advance(240_000);
    await until(() => page.broker.mints.length === 2, "it asks");
    turn("pagehide");
    page.host.member = "bert";
    turn("pageshow");
    release();
    await until(() => session.state.status === "ready" && !session.away, "it has asked again");
    equal([session.epoch, await listed(session)], [1, ["rows of bert"]]);
  });

  for (const [what, reply] of [
    ["nobody is signed in", () => new Response("", { status: 401 })],
    ["the host cannot be reached", () => Promise.reject(new TypeError("Failed to fetch"))],
  ] as const) {
    it(`drops the rows when ${what}`, async () => {
      const { page, session } = await connected(url);
      turn("pagehide");
      page.host.replies.push(reply, reply);
      turn("pageshow");
      await until(() => session.state.status === "failed", "it has asked");
      equal([session.epoch, session.away], [1, false]);
    });
  }

  it("keeps the rows of a visitor whose key is still stored", async () => {
    const { session } = await connected(null);
    turn("pagehide");
    equal(session.away, true);
    turn("pageshow");
    await until(() => !session.away, "it has asked");
    equal(session.epoch, 0);
  });

  it("drops the rows of a visitor whose key was deleted", async () => {
    const { page, session } = await connected(null);
    const before = await session.thumbprint();
    turn("pagehide");
    await page.deps.keyStore.remove(JSON.stringify([1, page.broker.origin, page.site, "visitor"]));
    turn("pageshow");
    await until(() => session.epoch === 1, "the rows go");
    assert((await session.thumbprint()) !== before);
  });

  it("does nothing when the page is left for good or reloaded", async () => {
    const { page, session, told } = await connected(url);
    turn("pagehide", false);
    turn("pageshow", false);
    await settle();
    equal([told, session.away, page.host.asked.length], [[], false, 1]);
  });

  it("stays signed out", async () => {
    const { page, session } = await connected(url);
    await session.signOut();
    turn("pagehide");
    turn("pageshow");
    await settle();
    equal([session.state.status, session.away, page.host.asked.length], ["signed-out", false, 1]);
  });
});

describe("Session.signOut() in other tabs", () => {
  it("empties each tab of the site and kind of viewer, and no other", async () => {
    const { page, session } = await connected(url);
    const tab = page.tab(url);
    const called = page.tab({ kind: "function", get: page.host.get });
    const visitor = page.tab();
    const other = new PageStandIn().openMember();
    for (const open of [tab, called, visitor, other]) await listed(open);
    await settle();
    await session.signOut();
    await until(() => tab.state.status === "signed-out", "the other tab is empty");
    await until(() => called.state.status === "signed-out", "so is one with a function");
    await settle();
    equal([tab.epoch, called.epoch, visitor.epoch, other.epoch], [1, 1, 0, 0]);
    equal(await list(tab), { ok: false, dropped: true });
    equal([visitor.state.status, other.state.status], ["ready", "ready"]);
  });

  it("keeps the key of a tab that has signed in again", async () => {
    const { page, session } = await connected(null);
    const tab = page.tab();
    await listed(tab);
    await settle();
    await session.signOut();
    session.signIn();
    await listed(session);
    const key = await session.thumbprint();
    await until(() => tab.state.status === "signed-out", "the other tab is empty");
    equal(session.state.status, "ready");
    tab.signIn();
    await listed(tab);
    equal(await tab.thumbprint(), key);
  });

  it("works without BroadcastChannel", async () => {
    const real = globalThis.BroadcastChannel;
    Reflect.deleteProperty(globalThis, "BroadcastChannel");
    const { session } = await connected(url);
    await session.signOut();
    globalThis.BroadcastChannel = real;
    equal(session.state.status, "signed-out");
  });
});
