import { equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { FakeSession, problem } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import { CallStore } from "./call-store.ts";

describe("CallStore", () => {
  const open = (session: FakeSession, clock = new FakeClock()) =>
    new CallStore({ session, id: "call-0", summary: null }, clock);

  it("is live until the call has ended and has its summary, or two minutes after", async () => {
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

  for (const code of ["site_disabled", "token_revoked"] as const) {
    it(`is not live after ${code}, until the viewer tries again`, async () => {
      const session = new FakeSession([call(0, { status: "active", endedAt: null })]);
      const store = open(session);
      await store.load();
      session.reply = () => ({ failure: problem(code) });
      await store.poll();
      equal([store.state.phase, store.live], ["ready", false]);
      session.reply = () => undefined;
      await store.load();
      equal(store.live, true);
    });
  }

  it("is gone, not failed, once the call was deleted", async () => {
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
});
