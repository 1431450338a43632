import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { problem } from "../../test/session/answers.ts";
import { list, listed, PageStandIn } from "../../test/session/page-stand-in.ts";
import { settle, until } from "../../test/wait.ts";

const DROPPED = { ok: false, dropped: true };

describe("Session.request() with an aborted signal", () => {
  it("sends nothing when aborted before the request", async () => {
    const page = new PageStandIn();
    equal(await list(page.open(), AbortSignal.abort()), DROPPED);
    equal(page.broker.asked.length, 0, "requests");
  });

  it("drops the answer and aborts the fetch", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.hold("/v1/calls");
    const control = new AbortController();
    const answer = list(session, control.signal);
    await until(() => page.broker.lists.length === 2, "it is asked");
    control.abort();
    equal(await answer, DROPPED);
    equal(page.broker.lists[1]?.init.signal?.aborted, true);
    equal(session.state.status, "ready");
  });

  it("stops waiting for the mint, which goes on for other callers", async () => {
    const page = new PageStandIn();
    const session = page.open();
    const release = page.broker.hold("/v1/token");
    const control = new AbortController();
    const gone = list(session, control.signal);
    const stays = listed(session);
    await until(() => page.broker.mints.length === 1, "it is asked");
    control.abort();
    equal(await gone, DROPPED);
    release();
    assert(Array.isArray(await stays));
    equal([page.broker.mints.length, page.broker.lists.length], [1, 1], "mints and lists");
  });

  it("stops waiting for a Retry-After", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.once("/v1/calls", problem("rate_limited", { retryAfterSeconds: 5 }));
    const control = new AbortController();
    const answer = list(session, control.signal);
    await until(() => page.time.timers.size === 1 && page.broker.lists.length === 2, "it waits");
    await settle();
    control.abort();
    equal(await answer, DROPPED);
    await settle();
    equal([page.broker.lists.length, page.time.timers.size], [2, 0], "lists and timers");
  });
});

describe("Session.request() with a late answer", () => {
  it("drops it after an abort, even if fetch ignores the signal", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.deaf = true;
    const release = page.broker.hold("/v1/calls");
    const control = new AbortController();
    const answer = list(session, control.signal);
    await until(() => page.broker.lists.length === 2, "it is asked");
    control.abort();
    release();
    equal(await answer, DROPPED);
  });

  it("drops it after a sign-out", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.deaf = true;
    const release = page.broker.hold("/v1/calls");
    const answer = list(session);
    await until(() => page.broker.lists.length === 2, "it is asked");
    await session.signOut();
    release();
    equal(await answer, DROPPED);
  });

  it("never uses a token that arrives after a sign-out", async () => {
    const page = new PageStandIn();
    const session = page.open();
    page.broker.deaf = true;
    const release = page.broker.hold("/v1/token");
    const answer = list(session);
    await until(() => page.broker.mints.length === 1, "it is asked");
    await session.signOut();
    release();
    equal(await answer, DROPPED);
    await settle();
    equal(session.state, { status: "signed-out" });
    session.signIn();
    await listed(session);
    equal(page.broker.mints.length, 2, "mints");
  });

  it("drops one member's answer after another has signed in", async () => {
    const page = new PageStandIn();
    const session = page.openMember();
    await listed(session);
    page.broker.deaf = true;
    const release = page.broker.hold("/v1/calls");
    const answer = list(session);
    await until(() => page.broker.lists.length === 2, "it is asked");
    page.host.member = "bert";
    page.time.sleep(3_600_000);
    equal(await listed(session), "dropped", "the request that found it out");
    equal(await listed(session), ["rows of bert"]);
    release();
    equal(await answer, DROPPED);
  });
});

describe("Session.request() without an answer", () => {
  it("fails after 20 s", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.deaf = true;
    page.broker.hold("/v1/calls");
    const answer = listed(session);
    await until(() => page.broker.lists.length === 2, "it is asked");
    await page.time.advance(19_000);
    equal(page.time.timers.size, 1, "timers");
    await page.time.advance(1_000);
    equal(await answer, { kind: "network" });
  });

  it("fails when the body stops half-way", async () => {
    const page = new PageStandIn();
    const session = page.open();
    await listed(session);
    page.broker.deaf = true;
    const start = (body: ReadableStreamDefaultController) =>
      body.enqueue(new TextEncoder().encode('{"items":'));
    const headers = { "Content-Type": "application/json" };
    page.broker.once("/v1/calls", new Response(new ReadableStream({ start }), { headers }));
    const answer = listed(session);
    await until(() => page.broker.lists.length === 2, "it is asked");
    await page.time.advance(20_000);
    equal(await answer, { kind: "network" });
  });
});
