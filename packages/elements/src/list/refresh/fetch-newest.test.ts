import type { CallSummary } from "@keyhole/contract";
import { assert, equal } from "../../../test/assert.ts";
import { call, calls } from "../../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { settled } from "../../../test/wait.ts";
import { CallsStore } from "../calls-store.ts";
import { fetchNewest } from "./fetch-newest.ts";

/** A list with its first page, and the number of changes since. */
async function opened(session: FakeSession) {
  const changes = { count: 0 };
  const list = new CallsStore(session);
  list.subscribe(() => {
    changes.count += 1;
  });
  list.open();
  await settled();
  changes.count = 0;
  const refresh = () => list.refresh(fetchNewest);
  return { list, changes, refresh };
}

const ids = (list: CallsStore) => list.state.calls.map(({ id }) => id);
const named = (items: CallSummary[]) => items.map(({ id }) => id);

function held(): { reply: Promise<Reply>; give: (reply: Reply) => void } {
  let give: (reply: Reply) => void = () => {};
  const reply = new Promise<Reply>((resolve) => {
    give = resolve;
  });
  return { reply, give: (value) => give(value) };
}

describe("fetchNewest", () => {
  it("adds newer calls above and keeps older ones with their cursor", async () => {
    const session = new FakeSession(calls(120).slice(2));
    const { list, refresh } = await opened(session);
    await list.loadMore();
    session.calls = calls(120);
    equal(await refresh(), { kind: "changed", newCalls: 2 });
    equal([ids(list)[0], list.state.calls.length, new Set(ids(list)).size], ["call-0", 102, 102]);
    equal(list.state.next, "100");
  });

  it("asks with the URL and tag of the first page, and changes nothing after a 304", async () => {
    const session = new FakeSession(calls(120));
    session.tags = true;
    const { list, changes, refresh } = await opened(session);
    await list.loadMore();
    const { state } = list;
    changes.count = 0;
    equal(await refresh(), { kind: "same" });
    const [first, , again] = session.asked;
    assert(first && again?.headers["If-None-Match"], "the tag is sent");
    equal(again.path, first.path);
    assert(list.state === state && changes.count === 0, "nothing is notified");
    session.calls = [call(-1), ...session.calls];
    equal((await refresh()).kind, "changed");
    equal((await refresh()).kind, "same", "with the tag of the newer page");
    assert(session.asked.at(-1)?.headers["If-None-Match"] !== again.headers["If-None-Match"]);
  });

  it("changes nothing when an untagged page is the same", async () => {
    const session = new FakeSession(calls(120));
    const { list, changes, refresh } = await opened(session);
    const { state } = list;
    equal(await refresh(), { kind: "same" });
    assert(list.state === state && changes.count === 0);
  });

  it("changes only changed calls in a list that is not quite in order", async () => {
    const { createdAt } = call(300);
    const session = new FakeSession(calls(120));
    session.calls[3] = call(3, { createdAt });
    const { list, changes, refresh } = await opened(session);
    await list.loadMore();
    changes.count = 0;
    equal([await refresh(), changes.count], [{ kind: "same" }, 0]);
    session.calls = session.calls.map((each) => (each.id === "call-30" ? call(30, { title: "New" }) : each));
    equal(await refresh(), { kind: "changed", newCalls: 0 });
    equal([list.state.calls[30]?.title, list.state.calls.length], ["New", 100]);
    equal(await refresh(), { kind: "same" });
    session.calls = [call(-1), ...session.calls];
    equal(await refresh(), { kind: "changed", newCalls: 1 });
    equal(ids(list), named([call(-1), ...calls(100)]));
  });

  it("loses no call when one from far below moves to the top", async () => {
    const session = new FakeSession(calls(120));
    const { list, refresh } = await opened(session);
    await list.loadMore();
    const up = call(80);
    session.calls = [up, ...session.calls.filter(({ id }) => id !== up.id)];
    await refresh();
    equal(ids(list), named(session.calls.slice(0, 100)));
    equal(await refresh(), { kind: "same" });
  });

  it("takes the younger cursor of an unchanged page", async () => {
    const session = new FakeSession(calls(120));
    const { list, refresh } = await opened(session);
    session.reply = () => ({ body: { items: calls(50), next: "younger" } });
    equal(await refresh(), { kind: "same" });
    equal(list.state.next, "younger");
  });

  it("keeps a call once when its pages overlap", async () => {
    const session = new FakeSession(calls(120).slice(60));
    const { list, refresh } = await opened(session);
    session.calls = calls(120);
    session.reply = (path) =>
      path.endsWith("cursor=50") ? { body: { items: calls(99).slice(49), next: "99" } } : undefined;
    equal(await refresh(), { kind: "changed", newCalls: 60 });
    equal(ids(list), named(calls(110)));
  });

  it("updates a call in place, and keeps the objects of the others", async () => {
    const active = call(1, { status: "active", endedAt: null, durationMs: null });
    const session = new FakeSession([call(0), active, ...calls(60).slice(2)]);
    const { list, refresh } = await opened(session);
    const [first, before, third] = list.state.calls;
    session.calls = calls(60);
    equal(await refresh(), { kind: "changed", newCalls: 0 });
    const [, after] = list.state.calls;
    equal([before?.status, after?.status], ["active", "ended"]);
    assert(list.state.calls[0] === first && list.state.calls[2] === third, "the rest are the same objects");
  });

  it("removes missing calls, and adds them when they return", async () => {
    const session = new FakeSession(calls(120));
    const { list, refresh } = await opened(session);
    await list.loadMore();
    session.calls = calls(120).filter(({ id }) => id !== "call-3");
    await refresh();
    equal([ids(list).includes("call-3"), list.state.calls.length], [false, 99]);
    session.calls = calls(120);
    await refresh();
    await list.loadMore();
    equal(ids(list), named(calls(120)));
  });

  it("removes the last known call when it is missing", async () => {
    const session = new FakeSession(calls(120));
    const { list, refresh } = await opened(session);
    session.calls = calls(120).filter(({ id }) => id !== "call-49");
    await refresh();
    equal([list.state.calls.length, ids(list).includes("call-49"), ids(list).at(-1)], [50, false, "call-50"]);
    await list.loadMore();
    equal(ids(list).length, 100);
  });

  it("fetches pages until they overlap the known calls, at most five", async () => {
    const session = new FakeSession(calls(400).slice(120));
    const { list, refresh } = await opened(session);
    session.calls = calls(400);
    equal(await refresh(), { kind: "changed", newCalls: 120 });
    equal([list.state.calls.length, session.asked.length, list.state.next], [170, 4, "50"]);
    equal(ids(list), named(calls(170)));
  });

  it("replaces all calls when the newest pages do not overlap", async () => {
    const session = new FakeSession([call(900)]);
    const { list, refresh } = await opened(session);
    session.calls = calls(600);
    await refresh();
    equal([list.state.calls.length, list.state.next, session.asked.length], [250, "250", 6]);
  });

  it("keeps known calls when the newest page is empty", async () => {
    const session = new FakeSession(calls(60));
    session.reply = (_path, asked) => (asked === 2 ? { body: { items: [], next: "x" } } : undefined);
    const { list, refresh } = await opened(session);
    await refresh();
    equal([list.state.calls.length, list.state.next], [50, "50"]);
  });

  it("keeps the rows on failure, and reports the same failure once", async () => {
    const session = new FakeSession(calls(3));
    const { list, changes, refresh } = await opened(session);
    session.reply = () => ({
      failure: problem("upstream_unavailable", { requestId: `${session.asked.length}` }),
    });
    equal((await refresh()).kind, "failed");
    equal([list.state.phase, list.state.calls.length, list.state.failure?.kind], ["ready", 3, "problem"]);
    equal(changes.count, 1);
    const { failure } = list.state;
    await refresh();
    await refresh();
    assert(list.state.failure === failure && changes.count === 1, "the next failures change nothing");
    session.reply = () => ({ failure: { kind: "network" } });
    await refresh();
    equal([list.state.failure?.kind, changes.count], ["network", 2], "another failure");
    session.reply = () => undefined;
    equal([(await refresh()).kind, list.state.failure, changes.count], ["same", null, 3]);
  });

  it("keeps the failure of a page", async () => {
    const session = new FakeSession(calls(120));
    session.reply = (path) => (path.includes("cursor") ? { failure: { kind: "network" } } : undefined);
    const { list, refresh } = await opened(session);
    await list.loadMore();
    const { failure } = list.state;
    assert(failure);
    await refresh();
    assert(list.state.failure === failure);
    session.reply = () => ({ failure: problem("rate_limited") });
    await refresh();
    assert(list.state.failure === failure);
  });

  it("is dropped while a page loads, and keeps that page", async () => {
    const session = new FakeSession(calls(120));
    const page = held();
    session.reply = (path) => (path.includes("cursor") ? page.reply : undefined);
    const { list, refresh } = await opened(session);
    const loaded = list.loadMore();
    await settled();
    equal([await refresh(), session.asked.length], [{ kind: "dropped" }, 2]);
    page.give({ body: { items: calls(60).slice(50), next: null } });
    await loaded;
    equal(list.state.calls.length, 60);
  });

  it("makes a page wait for its end", async () => {
    const session = new FakeSession(calls(120));
    const newest = held();
    const { list, refresh } = await opened(session);
    session.reply = (_path, asked) => (asked === 2 ? newest.reply : undefined);
    const refreshed = refresh();
    const loaded = list.loadMore();
    await settled();
    equal([session.asked.length, session.asked[1]?.signal?.aborted], [2, false]);
    newest.give({ body: { items: [call(-1), ...calls(49)], next: "49" } });
    equal((await refreshed).kind, "changed");
    await loaded;
    equal(ids(list), named([call(-1), ...calls(100)]));
  });

  it("cancels a waiting page when it finds the end", async () => {
    const session = new FakeSession(calls(120));
    const { list, refresh } = await opened(session);
    const { reply, give } = held();
    session.reply = () => reply;
    const refreshing = refresh();
    const more = list.loadMore();
    give({ body: { items: calls(30), next: null } });
    await Promise.all([refreshing, more]);
    equal([session.asked.length, list.state.calls.length, list.state.busy], [2, 30, null]);
  });

  it("sends one request at a time for many callers", async () => {
    const session = new FakeSession(calls(3));
    const { refresh } = await opened(session);
    let underWay = 0;
    let most = 0;
    session.reply = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await settled();
      underWay -= 1;
      return { body: { items: calls(3), next: null } };
    };
    await Promise.all([refresh(), refresh(), refresh()]);
    equal([most, session.asked.length], [1, 4]);
  });

  it("drops an answer that arrives after sign-out", async () => {
    const session = new FakeSession(calls(3));
    const newest = held();
    const { list, refresh } = await opened(session);
    session.reply = (_path, asked) => (asked === 2 ? newest.reply : undefined);
    const refreshed = refresh();
    await settled();
    await session.signOut();
    newest.give({ body: { items: [call(-1)], next: null } });
    equal(
      [await refreshed, list.state.calls.length, list.state.phase],
      [{ kind: "dropped" }, 0, "signed-out"],
    );
  });
});
