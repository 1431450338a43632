import { equal } from "../../../test/assert.ts";
import { problem } from "../../../test/fake-session.ts";
import { describe, it } from "../../../test/mocha.ts";
import type { RefreshResult } from "../calls-store.ts";
import { pollWaitMs, refreshMs } from "./poll-timer.ts";

const network: RefreshResult = { kind: "failed", failure: { kind: "network" } };
const busyFor = (retryAfterSeconds: number): RefreshResult => ({
  kind: "failed",
  failure: problem("rate_limited", { retryAfterSeconds }),
});

function waits(result: RefreshResult, times: number, baseMs = 15_000): number[] {
  const all = [];
  let waitMs = baseMs;
  for (let time = 0; time < times; time += 1) {
    waitMs = pollWaitMs(waitMs, baseMs, result);
    all.push(Math.round(waitMs / 1000));
  }
  return all;
}

describe("pollWaitMs", () => {
  it("stays short after failures, whatever the interval is", () => {
    equal(waits(network, 6), [8, 8, 8, 8, 8, 8]);
    equal(waits(network, 5, 1_000), [2, 4, 8, 8, 8]);
    equal(waits(network, 3, 400_000), [8, 8, 8]);
  });
  it("honours a longer wait that the broker asks for, but not a shorter one", () => {
    equal(waits(busyFor(600), 2), [600, 600]);
    equal(waits(busyFor(3), 2), [8, 8]);
  });
  it("grows slowly without news, up to a minute", () => {
    equal(waits({ kind: "same" }, 8), [19, 23, 29, 37, 46, 57, 60, 60]);
  });
  it("returns to the interval after news", () => {
    equal(pollWaitMs(300_000, 15_000, { kind: "changed", newCalls: 0 }), 15_000);
  });
  it("is never shorter than the interval", () => {
    equal(waits({ kind: "same" }, 2, 120_000), [120, 120]);
  });
});

describe("refreshMs", () => {
  const cases: [number | null, number][] = [
    [null, 15_000],
    [Number.NaN, 15_000],
    [0, 0],
    [-5, 0],
    [30, 30_000],
    [0.01, 1_000],
    [1e9, 86_400_000],
    [Number.POSITIVE_INFINITY, 86_400_000],
    // Frameworks and untyped pages set such values.
    [undefined as never, 15_000],
    ["soon" as never, 15_000],
    ["30" as never, 30_000],
  ];
  for (const [seconds, ms] of cases) it(`takes ${seconds} as ${ms} ms`, () => equal(refreshMs(seconds), ms));
});
