import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type HeldAt, judgeHeld } from "./judge-held.ts";

const START: HeldAt = { hours: 1, polls: 60, calls: 20, heapMib: 10, nodes: 1_000, listeners: 200 };

function wrongOf(...later: Partial<HeldAt>[]): string[] {
  return judgeHeld([START, ...later.map((each) => ({ ...START, ...each }))])
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);
}

describe("judgeHeld", () => {
  it("lets a page hold a little more than after the warm-up", () => {
    assert.deepEqual(wrongOf({ heapMib: 11.9, nodes: 1_100, listeners: 215 }), []);
  });

  it("names each thing that grew", () => {
    assert.deepEqual(wrongOf({ heapMib: 12.1 }), ["heapMib"]);
    assert.deepEqual(wrongOf({ nodes: 1_151 }), ["nodes"]);
    assert.deepEqual(wrongOf({ listeners: 231 }), ["listeners"]);
  });

  it("takes the least of the last three measurements, and no earlier one", () => {
    assert.deepEqual(wrongOf({ nodes: 5_000 }, { nodes: 1_000 }, { nodes: 5_000 }), []);
    const high = { nodes: 5_000 };
    assert.deepEqual(wrongOf({ nodes: 1_000 }, high, high, high), ["nodes"]);
  });

  it("refuses to judge a single measurement", () => {
    assert.throws(() => wrongOf(), RangeError);
  });
});
