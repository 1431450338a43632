import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runOpenLoop } from "./run-open-loop.ts";

/** A clock that moves by what is slept. */
function makeClock() {
  let nowMs = 1_000;
  return {
    nowMs: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    signal: new AbortController().signal,
  };
}

const STEPS = [{ atMs: 0 }, { atMs: 40 }, { atMs: 100 }];

describe("runOpenLoop", () => {
  it("begins each step at its time, though no earlier one has ended", async () => {
    const clock = makeClock();
    const begun: number[] = [];
    let end = () => {};
    const last = new Promise<void>((resolve) => {
      end = resolve;
    });
    const pace = await runOpenLoop(
      STEPS,
      async () => {
        begun.push(clock.nowMs() - 1_000);
        if (begun.length === STEPS.length) end();
        await last;
        return true;
      },
      clock,
    );
    assert.deepEqual(begun, [0, 40, 100]);
    assert.deepEqual(pace, { offered: 3, idle: 0, givenUp: 0, lateMs: { p50: 0, p99: 0, most: 0 } });
  });

  it("says how late steps began, and how many had nothing to send", async () => {
    const clock = makeClock();
    const act = async () => {
      clock.pass(60);
      return false;
    };
    const { idle, lateMs } = await runOpenLoop(STEPS, act, clock);
    assert.equal(idle, 3);
    assert.equal(lateMs.most, 20);
  });

  it("gives steps up while too many answers are outstanding", async () => {
    const steps = Array.from({ length: 1_005 }, () => ({ atMs: 0 }));
    const ends: (() => void)[] = [];
    const run = runOpenLoop(
      steps,
      () => new Promise<boolean>((resolve) => ends.push(() => resolve(true))),
      makeClock(),
    );
    for (const end of ends) end();
    assert.equal((await run).givenUp, 5);
  });

  it("ends when it is told to", async () => {
    const clock = makeClock();
    const { offered } = await runOpenLoop(STEPS, async () => true, {
      ...clock,
      signal: AbortSignal.abort(),
    });
    assert.equal(offered, 0);
  });
});
