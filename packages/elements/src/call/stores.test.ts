import type { Message } from "@keyhole/contract";
import { call, calls } from "../../test/calls.ts";
import { FakeClock, settled } from "../../test/fake-clock.ts";
import { FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { describe, it } from "../../test/mocha.ts";
import { assert, equal } from "../../test/session/assert.ts";
import { turn, turns } from "../../test/turns.ts";
import { parseCallSummary } from "../base/parse-call.ts";
import { parsePage } from "../base/parse-fields.ts";
import { CallStore } from "./call-store.ts";
import { LivePoll } from "./live-poll.ts";
import { PagesStore } from "./pages-store.ts";
import { RecordingStore } from "./player/recording-store.ts";
import { mayRenew, renewInMs } from "./player/ticket-renewal.ts";
import { pollWaitMs } from "./poll-wait.ts";
import { mergeById } from "./transcript/merge-by-id.ts";
import { parseMessage } from "./transcript/parse-message.ts";

const quiet = { changed() {}, failed() {} };
const TICKET = { url: "https://broker.example/v1/recordings/t", expiresAt: "2026-11-20T12:10:00Z" };

function messages(session: FakeSession, changed = () => {}) {
  const options = {
    path: "/v1/calls/call-0/messages?limit=50",
    parse: (body: unknown) => parsePage(body, parseMessage),
    merge: mergeById<Message>,
  };
  return new PagesStore<Message>(session, options, { changed, failed() {} });
}

describe("pages of a transcript", () => {
  it("come one after another, each there as soon as it came", async () => {
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

  it("stay when a later one fails, and go on from there", async () => {
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

  it("are read from the first where the cursor is no longer good", async () => {
    const session = new FakeSession(calls(1));
    session.turns = turns(60);
    session.reply = (_path, asked) => (asked === 2 ? { failure: problem("invalid_request") } : undefined);
    const store = messages(session);
    await store.load();
    await store.load();
    equal([store.state.items.length, session.asked.at(2)?.path.includes("cursor")], [60, false]);
  });

  it("are asked for again at the end while a call goes on, and tell only what is new", async () => {
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

  it("end where an answer leads to itself, and leave out what is no turn", async () => {
    const session = new FakeSession(calls(1));
    session.reply = () => ({
      body: { items: [...turns(1), { id: 5 }, null, { id: "x", role: "system" }], next: "same" },
    });
    const store = messages(session);
    await store.load();
    equal([store.state.items.length, store.state.complete, session.asked.length], [1, true, 2]);
  });

  it("drop the answer that comes after they were closed", async () => {
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

describe("a call that goes on", () => {
  const open = (session: FakeSession, clock = new FakeClock()) =>
    new CallStore({ session, id: "call-0", summary: null }, { parseCall: parseCallSummary, clock }, quiet);

  it("is live until it has ended, and has its summary or had its time", async () => {
    const clock = new FakeClock();
    const endedAt = new Date(clock.nowMs).toISOString();
    const session = new FakeSession([call(0, { status: "active", endedAt: null, summary: null })]);
    const store = open(session, clock);
    await store.load();
    equal(store.live, true);
    session.calls = [call(0, { status: "ended", endedAt, summary: null })];
    equal([await store.poll(), store.live], [true, true]);
    clock.nowMs += 121_000;
    equal(store.live, false);
    session.calls = [call(0, { status: "ended", endedAt, summary: "Done." })];
    clock.nowMs -= 121_000;
    equal([await store.poll(), store.live, await store.poll()], [true, false, false]);
  });

  it("is gone, not failed, once it is no longer there", async () => {
    const session = new FakeSession([call(0)]);
    const store = open(session);
    await store.load();
    session.calls = [];
    await store.poll();
    equal([store.state.phase, store.state.failure], ["gone", null]);
    const never = open(new FakeSession());
    await never.load();
    equal(never.state.phase, "failed");
  });

  it("is asked for less and less while nothing is new, and not while nobody looks", async () => {
    equal(
      [pollWaitMs(2_000, false), pollWaitMs(25_000, false), pollWaitMs(25_000, true)],
      [3_000, 30_000, 2_000],
    );
    const clock = new FakeClock();
    let [asked, news, goesOn] = [0, false, true];
    const poll = new LivePoll(
      clock,
      async () => {
        asked += 1;
        return news;
      },
      () => goesOn,
    );
    poll.arm();
    const waits: (number | null)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      waits.push(clock.nextMs);
      await clock.pass(clock.nextMs ?? 0);
    }
    equal([waits, asked], [[2_000, 3_000, 4_500], 3]);
    news = true;
    await clock.pass(clock.nextMs ?? 0);
    equal(clock.nextMs, 2_000);
    poll.pause(true);
    equal(clock.nextMs, null);
    poll.pause(false);
    await settled();
    equal(asked, 5);
    goesOn = false;
    await clock.pass(60_000);
    equal([asked, clock.nextMs], [6, null]);
  });
});

describe("the ticket of a recording", () => {
  it("is asked for once by all who need it", async () => {
    const session = new FakeSession(calls(1));
    session.ticket = TICKET;
    const store = new RecordingStore(session, "call-0", new FakeClock(), quiet);
    await Promise.all([store.load(), store.load()]);
    equal([store.state.phase, session.asked.length, session.asked[0]?.method], ["ready", 1, "POST"]);
  });

  it("is waited for while it is not ready, longer each time and as long as told", async () => {
    const session = new FakeSession(calls(1));
    session.ticket = TICKET;
    session.reply = (_path, asked) =>
      asked < 4
        ? { failure: problem("recording_not_ready", asked === 2 ? { retryAfterSeconds: 20 } : {}) }
        : undefined;
    const clock = new FakeClock();
    const store = new RecordingStore(session, "call-0", clock, quiet);
    await store.load();
    const waits: (number | null)[] = [];
    while (store.state.phase === "not-ready") {
      waits.push(clock.nextMs);
      await clock.pass(clock.nextMs ?? 0);
    }
    equal([waits, store.state.phase, clock.nextMs], [[5_000, 20_000, 11_250], "ready", null]);
  });

  it("is not waited for for ever, and asked for at the viewer's wish", async () => {
    const session = new FakeSession(calls(1));
    session.reply = () => ({ failure: problem("recording_not_ready") });
    const clock = new FakeClock();
    const store = new RecordingStore(session, "call-0", clock, quiet);
    await store.load();
    for (let turn = 0; turn < 30 && clock.nextMs !== null; turn += 1) await clock.pass(clock.nextMs);
    equal([session.asked.length, store.state.phase], [12, "not-ready"]);
    await store.retry();
    equal(clock.nextMs, 5_000);
  });

  it("is none where there is no recording, and gone where there was one", async () => {
    const session = new FakeSession(calls(1));
    const store = new RecordingStore(session, "call-0", new FakeClock(), quiet);
    await store.load();
    equal(store.state.phase, "none");
    session.ticket = TICKET;
    await store.load();
    session.ticket = null;
    await store.load();
    equal([store.state.phase, store.state.ticket], ["gone", null]);
  });

  it("is renewed ahead of its end, and not for ever", () => {
    const nowMs = Date.parse("2026-11-20T12:00:00Z");
    equal([renewInMs(TICKET.expiresAt, nowMs), renewInMs(TICKET.expiresAt, nowMs + 1e9)], [570_000, 0]);
    equal(
      [
        mayRenew([], nowMs),
        mayRenew([nowMs - 1, nowMs - 2, nowMs - 3], nowMs),
        mayRenew([0, 1, 2, nowMs], nowMs),
      ],
      [true, false, true],
    );
  });
});
