import { equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { RecordingStore } from "./recording-store.ts";

const TICKET = { url: "https://broker.example/v1/recordings/t", expiresAt: "2026-11-20T12:10:00Z" };

describe("RecordingStore", () => {
  it("shares a request among callers", async () => {
    const session = new FakeSession(calls(1));
    session.ticket = TICKET;
    const store = new RecordingStore({ session, id: "call-0" }, new FakeClock());
    await Promise.all([store.load(), store.load()]);
    equal([store.state.phase, session.asked.length, session.asked[0]?.method], ["ready", 1, "POST"]);
  });

  it("waits while the recording is not ready, longer each time, and at least Retry-After", async () => {
    const session = new FakeSession(calls(1));
    session.ticket = TICKET;
    session.reply = (_path, asked) =>
      asked < 4
        ? { failure: problem("recording_not_ready", asked === 2 ? { retryAfterSeconds: 20 } : {}) }
        : undefined;
    const clock = new FakeClock();
    const store = new RecordingStore({ session, id: "call-0" }, clock);
    await store.load();
    const waits: (number | null)[] = [];
    while (store.state.phase === "not-ready") {
      waits.push(clock.nextMs);
      await clock.pass(clock.nextMs ?? 0);
    }
    equal([waits, store.state.phase, clock.nextMs], [[5_000, 20_000, 11_250], "ready", null]);
  });

  it("asks again after an outage, and keeps the failure until then", async () => {
    const session = new FakeSession(calls(1));
    session.ticket = TICKET;
    session.reply = () => ({ failure: problem("upstream_unavailable") });
    const clock = new FakeClock();
    const store = new RecordingStore({ session, id: "call-0" }, clock);
    await store.load();
    const phases = new Set<string>();
    store.subscribe(({ phase }) => phases.add(phase));
    await clock.pass(8_000);
    session.reply = () => undefined;
    await clock.pass(8_000);
    equal([[...phases], session.asked.length], [["failed", "ready"], 3]);
    store.close();
  });

  it("gives up after a number of tries, and starts over on retry", async () => {
    const session = new FakeSession(calls(1));
    session.reply = () => ({ failure: problem("recording_not_ready") });
    const clock = new FakeClock();
    const store = new RecordingStore({ session, id: "call-0" }, clock);
    await store.load();
    for (let turn = 0; turn < 30 && clock.nextMs !== null; turn += 1) await clock.pass(clock.nextMs);
    equal([session.asked.length, store.state.phase], [12, "not-ready"]);
    await store.retry();
    equal(clock.nextMs, 5_000);
  });

  it("is none without a recording, and gone once it was deleted", async () => {
    const session = new FakeSession(calls(1));
    const store = new RecordingStore({ session, id: "call-0" }, new FakeClock());
    await store.load();
    equal(store.state.phase, "none");
    session.ticket = TICKET;
    await store.load();
    session.ticket = null;
    await store.load();
    equal([store.state.phase, store.state.ticket], ["gone", null]);
  });
});
