import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aimsOf, judge } from "./judge.ts";
import type { Comparison } from "./row.ts";

const row: Comparison = {
  name: "list",
  unit: "ms",
  samples: { keyhole: [13, 14, 15], floor: [10, 10, 10] },
  against: "floor",
};

function subjects(comparison: Comparison) {
  const judged = judge(comparison);
  assert.ok("subjects" in judged);
  return judged.subjects;
}

describe("judge", () => {
  it("gives the ratio of the medians", () => {
    const [keyhole, floor] = subjects(row);
    assert.deepEqual(keyhole?.ratio, { to: "floor", value: 1.4, overlaps: false });
    assert.equal(floor?.ratio, null);
  });

  it("says where the quartiles overlap", () => {
    const [keyhole] = subjects({ ...row, samples: { keyhole: [9, 10, 12], floor: [8, 11, 13] } });
    assert.equal(keyhole?.ratio?.overlaps, true);
  });

  it("gives no ratio to a subject whose median is 0, or where none is named", () => {
    assert.equal(subjects({ ...row, samples: { keyhole: [1], floor: [0] } })[0]?.ratio, null);
    assert.equal(subjects({ name: "list", unit: "ms", samples: row.samples })[0]?.ratio, null);
  });

  it("meets an aim exactly at its limit, and misses it above", () => {
    const aims = [1.4, 1.39].map((atMost) => ({ subject: "keyhole", of: "ratio", atMost }) as const);
    assert.deepEqual(aimsOf(judge({ ...row, aims })), [
      { text: "at most 1.4 × floor", met: true },
      { text: "at most 1.39 × floor", met: false },
    ]);
  });

  it("compares a median with a limit in the unit of the row", () => {
    const aims = [{ subject: "keyhole", of: "median", atMost: 13.9 }] as const;
    assert.deepEqual(aimsOf(judge({ ...row, aims })), [{ text: "at most 13.9 ms", met: false }]);
  });

  it("compares with the subject that an aim names", () => {
    const samples = { ...row.samples, peer: [7] };
    const aims = [{ subject: "keyhole", of: "ratio", to: "peer", atMost: 2 }] as const;
    assert.deepEqual(aimsOf(judge({ ...row, samples, aims })), [{ text: "at most 2 × peer", met: true }]);
  });

  it("throws for a subject that does not exist, and names the row", () => {
    const aims = [{ subject: "nobody", of: "median", atMost: 1 }] as const;
    assert.throws(() => judge({ ...row, aims }), /list: No subject is called "nobody"/);
    assert.throws(() => judge({ ...row, against: "nobody" }), /list: No subject is called "nobody"/);
  });

  it("limits the exponent of a growth", () => {
    const growth = { name: "heap", unit: "MiB", axis: "calls" };
    const points = [10, 100].map((size) => ({ size, samples: [size] }));
    const verdict = (atMostExponent: number) => aimsOf(judge({ ...growth, points, atMostExponent }))[0]?.met;
    assert.equal(verdict(1.1), true);
    assert.equal(verdict(0.5), false);
  });
});
