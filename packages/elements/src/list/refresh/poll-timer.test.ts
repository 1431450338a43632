import { equal } from "../../../test/assert.ts";
import { FakeClock } from "../../../test/fake-clock.ts";
import { problem } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import type { RefreshResult } from "../calls-store.ts";
import { PollTimer } from "./poll-timer.ts";

const SAME: RefreshResult = { kind: "same" };
const NEWS: RefreshResult = { kind: "changed", newCalls: 1 };
const FAILED: RefreshResult = { kind: "failed", failure: { kind: "network" } };

/** A timer that polls every 15 s. `polls` are the seconds from the start. */
function timer({ random = 0, baseMs = 15_000 } = {}) {
  const clock = new FakeClock();
  const startMs = clock.now();
  const polls: number[] = [];
  const given = { next: SAME as RefreshResult | Promise<RefreshResult> };
  const poll = async () => {
    polls.push((clock.now() - startMs) / 1000);
    return given.next;
  };
  const made = new PollTimer({ clock, random: () => random, poll });
  made.setBase(baseMs);
  made.setVisible(true);
  return { clock, polls, given, made };
}

describe("PollTimer", () => {
  it("polls every 15 seconds while calls arrive", async () => {
    const { clock, polls, given } = timer();
    given.next = NEWS;
    for (let second = 0; second < 46; second += 1) await clock.pass(1_000);
    equal(polls, [15, 30, 45]);
  });

  for (const code of ["site_disabled", "token_revoked"] as const) {
    it(`stops after ${code}, until the viewer asks again or comes back`, async () => {
      const { clock, polls, given, made } = timer();
      given.next = { kind: "failed", failure: problem(code) };
      await clock.pass(15_000);
      await clock.pass(3_600_000);
      equal(polls, [15]);
      made.setVisible(false);
      made.setVisible(true);
      await clock.pass(3_600_000);
      equal(polls, [15, 3_615]);
      given.next = NEWS;
      made.settle(NEWS);
      await clock.pass(15_000);
      equal(polls.length, 3);
    });
  }

  it("adds jitter, and never shortens the interval", () => {
    equal(timer({ random: 0 }).clock.nextMs, 15_000);
    equal(timer({ random: 1 }).clock.nextMs, 16_500);
  });

  it("never polls with an interval of 0", async () => {
    const { clock, polls, made } = timer({ baseMs: 0 });
    equal(clock.nextMs, null);
    await clock.pass(1e7);
    made.setVisible(false);
    made.setVisible(true);
    made.catchUp();
    equal(polls, []);
  });

  it("waits longer without news, and returns to the interval when the list is used", async () => {
    const { clock, made } = timer();
    for (let poll = 0; poll < 8; poll += 1) await clock.pass(clock.nextMs ?? 0);
    equal(clock.nextMs, 60_000);
    await clock.pass(10_000);
    made.used();
    equal(clock.nextMs, 5_000);
  });

  it("keeps its wait after failures when the list is used", async () => {
    const { clock, given, made } = timer();
    given.next = FAILED;
    await clock.pass(15_000);
    equal(clock.nextMs, 8_000);
    made.used();
    equal(clock.nextMs, 8_000);
    given.next = NEWS;
    await clock.pass(8_000);
    equal(clock.nextMs, 15_000, "after a success");
  });

  it("stops while hidden, and polls at once if overdue", async () => {
    const { clock, polls, made } = timer();
    made.setVisible(false);
    equal(clock.nextMs, null);
    await clock.pass(14_000);
    made.setVisible(true);
    equal([polls, clock.nextMs], [[], 1_000]);
    made.setVisible(false);
    await clock.pass(60_000);
    made.setVisible(true);
    equal(polls, [74]);
  });

  it("honours the wait that the broker asks for", async () => {
    const { clock, polls, given, made } = timer();
    given.next = { kind: "failed", failure: problem("rate_limited", { retryAfterSeconds: 600 }) };
    await clock.pass(15_000);
    made.setVisible(false);
    await clock.pass(300_000);
    made.setVisible(true);
    made.catchUp();
    equal(polls, [15]);
    equal(clock.nextMs, 300_000);
  });

  it("runs one poll at a time", async () => {
    const { clock, polls, given, made } = timer();
    let end: (result: RefreshResult) => void = () => {};
    given.next = new Promise<RefreshResult>((resolve) => {
      end = resolve;
    });
    await clock.pass(15_000);
    await clock.pass(60_000);
    made.catchUp();
    made.setVisible(false);
    made.setVisible(true);
    equal([polls.length, clock.nextMs], [1, null]);
    end(NEWS);
    await clock.pass(0);
    equal(clock.nextMs, 15_000);
  });

  it("waits the usual time after a dropped poll", async () => {
    const { clock, polls, given } = timer();
    given.next = { kind: "dropped" };
    await clock.pass(15_000);
    equal(clock.nextMs, 15_000);
    for (let moment = 0; moment < 10; moment += 1) await clock.pass(0);
    equal(polls, [15]);
  });

  it("honours the broker's wait when the interval is shortened", async () => {
    const { clock, polls, given, made } = timer();
    given.next = { kind: "failed", failure: problem("rate_limited", { retryAfterSeconds: 120 }) };
    await clock.pass(15_000);
    made.setBase(1_000);
    equal([polls, clock.nextMs], [[15], 120_000]);
  });

  it("restarts the interval when calls arrive some other way", async () => {
    const { clock, made } = timer();
    await clock.pass(10_000);
    made.markFresh();
    equal(clock.nextMs, 15_000);
  });
});
