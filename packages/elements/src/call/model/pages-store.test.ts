import type { Message } from "@keyhole/contract";
import { assert, equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { FakeSession, problem, type Reply } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { turn, turns } from "../../../test/turns.ts";
import { parsePage } from "../../base/parse-fields.ts";
import { parseMessage } from "../transcript/turns.ts";
import { mergeById, PagesStore } from "./pages-store.ts";

function messages(session: FakeSession, changed = () => {}) {
  const options = {
    path: "/v1/calls/call-0/messages?limit=50",
    parse: (body: unknown) => parsePage(body, parseMessage),
    merge: mergeById<Message>,
  };
  const store = new PagesStore<Message>(session, options);
  store.subscribe(changed);
  return store;
}

describe("PagesStore", () => {
  it("reads page after page, and shows each as it arrives", async () => {
    const session = new FakeSession(calls(1));
    session.turns = turns(120);
    const seen: number[] = [];
    const store = messages(session, () => seen.push(store.state.items.length));
    await store.load();
    equal(seen, [0, 50, 100, 120]);
    equal([store.state.phase, store.state.complete], ["ready", true]);
    equal(
      session.asked.map(({ path }) => path.split("cursor=")[1]),
      [undefined, "50", "100"],
    );
  });

  it("keeps its pages when a later one fails, and continues from there", async () => {
    const session = new FakeSession(calls(1));
    session.turns = turns(120);
    session.reply = (_path, asked) =>
      asked === 2 ? { failure: problem("upstream_unavailable") } : undefined;
    const store = messages(session);
    await store.load();
    equal(
      [store.state.items.length, store.state.complete, store.state.failure?.kind],
      [50, false, "problem"],
    );
    await store.load();
    equal([store.state.items.length, store.state.complete, store.state.failure], [120, true, null]);
    equal(session.asked.length, 4);
  });

  it("starts over when the cursor has expired", async () => {
    const session = new FakeSession(calls(1));
    session.turns = turns(60);
    session.reply = (_path, asked) => (asked === 2 ? { failure: problem("invalid_request") } : undefined);
    const store = messages(session);
    await store.load();
    await store.load();
    equal([store.state.items.length, session.asked.at(2)?.path.includes("cursor")], [60, false]);
  });

  it("polls the last page, and changes only for news", async () => {
    const session = new FakeSession(calls(1));
    session.turns = turns(60);
    const store = messages(session);
    await store.load();
    const { items } = store.state;
    equal(await store.poll(), false);
    assert(store.state.items === items, "nothing has changed");
    session.turns = [...turns(60), turn({ id: "0:60" })];
    equal(await store.poll(), true);
    equal(
      [store.state.items.length, session.asked.at(-1)?.path],
      [61, "/v1/calls/call-0/messages?limit=50&cursor=50"],
    );
  });

  it("stops when a cursor repeats, and skips malformed items", async () => {
    const session = new FakeSession(calls(1));
    session.reply = () => ({
      body: { items: [...turns(1), { id: 5 }, null, { id: "x", role: "system" }], next: "same" },
    });
    const store = messages(session);
    await store.load();
    equal([store.state.items.length, store.state.complete, session.asked.length], [1, true, 2]);
  });

  it("drops an answer that arrives after close", async () => {
    const session = new FakeSession(calls(1));
    let answer: (reply: Reply) => void = () => {};
    session.reply = () => new Promise<Reply>((resolve) => (answer = resolve));
    const store = messages(session);
    const loading = store.load();
    store.close();
    answer({ body: { items: turns(1), next: null } });
    await loading;
    equal(store.state.items.length, 0);
  });
});

const items = (...names: string[]) => names.map((name) => ({ id: name[0] ?? "", name }));

describe("mergeById", () => {
  it("appends new items, each id once", () => {
    equal(
      mergeById(items("a", "b"), items("b", "c", "c")).map(({ id }) => id),
      ["a", "b", "c"],
    );
  });

  it("returns the same array if nothing is new", () => {
    const known = items("a", "b");
    assert(mergeById(known, items("b")) === known);
    assert(mergeById(known, []) === known);
  });

  it("keeps places, and the objects of unchanged items", () => {
    const known = items("a", "b", "c");
    const merged = mergeById(known, items("b2", "c", "d"));
    equal(
      merged.map(({ name }) => name),
      ["a", "b2", "c", "d"],
    );
    assert(merged[0] === known[0] && merged[2] === known[2] && merged[1] !== known[1]);
  });
});
