import { assert, equal } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { describe, it } from "../../test/mocha.ts";
import { CallsStore } from "./calls-store.ts";

function store(session: FakeSession) {
  const log: string[] = [];
  const list = new CallsStore(session);
  list.subscribe((state, previous) => {
    const { calls, next, pages, failure } = state;
    if (pages > previous.pages) log.push(`${calls.length}${next === null ? " all" : ""}`);
    if (failure && failure !== previous.failure) log.push(failure.kind);
  });
  return { list, log };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const ids = (list: CallsStore) => list.state.calls.map(({ id }) => id);

/** A reply that `give` sends. */
function held(): { reply: Promise<Reply>; give: (reply: Reply) => void } {
  let give: (reply: Reply) => void = () => {};
  const reply = new Promise<Reply>((resolve) => {
    give = resolve;
  });
  return { reply, give: (value) => give(value) };
}

describe("CallsStore", () => {
  it("loads the first page from a constant URL and further pages by cursor", async () => {
    const session = new FakeSession(calls(120));
    const { list, log } = store(session);
    list.open();
    await settle();
    equal(list.state.calls.length, 50);
    await list.loadMore();
    await list.loadMore();
    await list.loadMore();
    equal(list.state.calls.length, 120);
    equal(
      session.asked.map(({ path }) => path),
      ["/v1/calls?limit=50", "/v1/calls?limit=50&cursor=50", "/v1/calls?limit=50&cursor=100"],
    );
    equal(log, ["50", "100", "120 all"]);
  });

  it("keeps an id once when pages overlap", async () => {
    const session = new FakeSession();
    session.reply = (path) => ({
      body: path.includes("cursor")
        ? { items: [call(1), call(2)], next: null }
        : { items: [call(0), call(1)], next: "c" },
    });
    const { list } = store(session);
    list.open();
    await settle();
    await list.loadMore();
    equal(ids(list), ["call-0", "call-1", "call-2"]);
  });

  it("keeps an id once when a page repeats it, and takes it again after a reload", async () => {
    const session = new FakeSession();
    session.reply = () => ({ body: { items: [call(1), call(2), call(1)], next: null } });
    const { list } = store(session);
    list.open();
    await settle();
    equal(ids(list), ["call-1", "call-2"]);
    await list.load();
    equal(ids(list), ["call-1", "call-2"]);
  });

  it("never changes an array of calls that it has given out", async () => {
    const session = new FakeSession(calls(120));
    const { list } = store(session);
    list.open();
    await settle();
    const { calls: grown } = list.state;
    await list.loadMore();
    equal([list.state.calls.length, grown.length], [100, 50]);
    await list.refresh(async () => ({
      result: { kind: "changed", newCalls: 1 },
      head: { calls: [call(-1)], count: 0 },
    }));
    equal([ids(list)[0], list.state.calls.length, grown.length], ["call--1", 101, 50]);
    await list.loadMore();
    equal([list.state.calls.length, grown.length], [121, 50]);
    await list.load();
    equal([list.state.calls.length, grown.length], [50, 50]);
  });

  it("makes a page wait for a running refresh, and then loads it", async () => {
    const session = new FakeSession(calls(120));
    const { list } = store(session);
    list.open();
    await settle();
    let end = () => {};
    void list.refresh(async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return { result: { kind: "same" } };
    });
    const loaded = list.loadMore();
    await settle();
    equal([session.asked.length, list.state.busy], [1, "more"]);
    end();
    await loaded;
    equal([session.asked.length, list.state.calls.length, list.state.busy], [2, 100, null]);
  });

  it("asks once for many callers", async () => {
    const session = new FakeSession(calls(120));
    const { list } = store(session);
    list.open();
    await settle();
    await Promise.all([list.loadMore(), list.loadMore(), list.loadMore()]);
    equal(session.asked.length, 2);
    equal(list.state.calls.length, 100);
  });

  it("skips empty pages, five at a time", async () => {
    const session = new FakeSession();
    session.reply = (_path, asked) => ({ body: { items: asked === 12 ? [call(0)] : [], next: `${asked}` } });
    const { list } = store(session);
    list.open();
    await settle();
    equal([session.asked.length, list.state.phase, list.state.paused], [5, "ready", true]);
    await list.loadMore();
    equal([session.asked.length, list.state.paused], [10, true]);
    await list.loadMore();
    equal([session.asked.length, list.state.paused, list.state.calls.length], [12, false, 1]);
  });

  it("drops a late answer that ignored the abort", async () => {
    const session = new FakeSession();
    const late = held();
    session.reply = (_path, asked) => (asked === 1 ? late.reply : { body: { items: [call(7)], next: null } });
    const { list, log } = store(session);
    list.open();
    void list.load();
    await settle();
    late.give({ body: { items: [call(1)], next: null } });
    await settle();
    equal(ids(list), ["call-7"]);
    equal(log, ["1 all"]);
    assert(session.asked[0]?.signal?.aborted);
  });

  it("keeps no failure as an answer", async () => {
    const session = new FakeSession(calls(3));
    session.reply = (_path, asked) => (asked === 1 ? { failure: { kind: "network" } } : undefined);
    const { list, log } = store(session);
    list.open();
    await settle();
    equal([list.state.phase, list.state.failure], ["failed", { kind: "network" }]);
    await list.retry();
    equal([list.state.phase, list.state.failure, list.state.calls.length], ["ready", null, 3]);
    equal(log, ["network", "3 all"]);
  });

  it("keeps a failure until the first page arrives, and tells the same one once", async () => {
    const session = new FakeSession(calls(3));
    const { list, log } = store(session);
    const phases = new Set<string>();
    session.reply = () => ({ failure: problem("upstream_unavailable") });
    list.open();
    await settle();
    list.subscribe(({ phase }) => phases.add(phase));
    await list.load(true);
    session.reply = () => ({ failure: { kind: "network" } });
    await list.load(true);
    equal([[...phases], log], [["failed"], ["problem", "network"]]);
    session.reply = () => undefined;
    await list.load(true);
    equal([list.state.phase, list.state.failure, ids(list).length], ["ready", null, 3]);
  });

  it("keeps the rows when a page fails, and continues from there", async () => {
    const session = new FakeSession(calls(60));
    session.reply = (_path, asked) =>
      asked === 2 ? { failure: problem("upstream_unavailable") } : undefined;
    const { list } = store(session);
    list.open();
    await settle();
    await list.loadMore();
    equal([list.state.phase, list.state.calls.length, list.state.failure?.kind], ["ready", 50, "problem"]);
    await list.retry();
    equal([list.state.calls.length, list.state.failure], [60, null]);
  });

  it("reloads when its cursor has expired, and keeps the rows until then", async () => {
    const session = new FakeSession(calls(120));
    const { list, log } = store(session);
    list.open();
    await settle();
    await list.loadMore();
    const first = held();
    session.reply = (path, asked) =>
      path.includes("cursor=100") && asked < 5
        ? { failure: problem("invalid_request") }
        : asked === 4
          ? first.reply
          : undefined;
    const more = list.loadMore();
    await settle();
    equal([session.asked.at(-1)?.path, list.state.calls.length], ["/v1/calls?limit=50", 100]);
    first.give({ body: { items: [call(-1), ...calls(49)], next: "49" } });
    await more;
    equal(
      [ids(list)[0], list.state.calls.length, list.state.failure, list.state.busy],
      ["call--1", 50, null, null],
    );
    await list.loadMore();
    equal([list.state.calls.length, log], [100, ["50", "100", "50", "100"]]);
  });

  it("reloads once when no cursor works, and again on retry", async () => {
    const session = new FakeSession(calls(60));
    session.reply = (path) => (path.includes("cursor") ? { failure: problem("invalid_request") } : undefined);
    const { list, log } = store(session);
    list.open();
    await settle();
    await list.loadMore();
    equal([session.asked.length, list.state.failure], [3, null]);
    await list.loadMore();
    equal([session.asked.length, log], [4, ["50", "50", "problem"]]);
    session.reply = () => undefined;
    await list.retry();
    equal([session.asked.at(-1)?.path, list.state.calls.length], ["/v1/calls?limit=50", 50]);
  });

  it("drops the rows when the session changes hands, and loads the next viewer's", async () => {
    const session = new FakeSession(calls(2));
    const { list } = store(session);
    list.open();
    await settle();
    session.calls = [call(9)];
    session.change(session.state, 1);
    equal([list.state.phase, list.state.calls.length], ["loading", 0]);
    await settle();
    equal(ids(list), ["call-9"]);
  });

  it("drops the rows on sign-out, and loads them on sign-in", async () => {
    const session = new FakeSession(calls(2));
    const { list } = store(session);
    list.open();
    await settle();
    await session.signOut();
    equal([list.state.phase, list.state.calls.length, session.asked.length], ["signed-out", 0, 1]);
    session.signIn();
    await settle();
    equal([list.state.phase, list.state.calls.length], ["ready", 2]);
  });

  it("reloads when a failed session recovers", async () => {
    const session = new FakeSession(calls(2));
    session.reply = (_path, asked) => (asked === 1 ? { failure: { kind: "not-signed-in" } } : undefined);
    const { list } = store(session);
    list.open();
    await settle();
    session.change({ status: "failed", failure: { kind: "not-signed-in" } });
    session.change({ status: "connecting" });
    equal([list.state.phase, session.asked.length], ["failed", 1]);
    session.change({ status: "ready", scopes: ["calls:read"] });
    await settle();
    equal(list.state.phase, "ready");
  });

  it("aborts and unsubscribes when closed, and continues when opened", async () => {
    const session = new FakeSession(calls(2));
    const first = held();
    session.reply = (_path, asked) => (asked === 1 ? first.reply : undefined);
    const { list } = store(session);
    list.open();
    list.close();
    equal([session.asked[0]?.signal?.aborted, session.listeners], [true, 0]);
    list.open();
    await settle();
    equal([list.state.calls.length, session.asked.length], [2, 2]);
    list.close();
    list.open();
    equal([list.state.calls.length, session.asked.length], [2, 2], "rows kept without asking");
  });

  it("drops rows when the member has changed while it was closed", async () => {
    const session = new FakeSession(calls(2));
    const { list } = store(session);
    list.open();
    await settle();
    list.close();
    session.epoch = 1;
    list.open();
    equal([list.state.phase, list.state.calls.length], ["loading", 0]);
  });
});
