import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { overlap, quantile, summarize } from "./statistics.ts";

describe("summarize", () => {
  it("gives median and quartiles, whatever the order", () => {
    assert.deepEqual(summarize([5, 1, 3, 2, 4]), { count: 5, median: 3, low: 2, high: 4 });
  });

  it("interpolates between samples", () => {
    assert.deepEqual(summarize([10, 20]), { count: 2, median: 15, low: 12.5, high: 17.5 });
  });

  it("throws without a sample", () => {
    assert.throws(() => summarize([]), RangeError);
  });

  it("throws for a sample that is no finite number", () => {
    assert.throws(() => summarize([1, Number.NaN]), /NaN/);
  });
});

describe("quantile", () => {
  it("gives the extremes at 0 and 1", () => {
    assert.equal(quantile([3, 1, 2], 0), 1);
    assert.equal(quantile([3, 1, 2], 1), 3);
  });
});

describe("overlap", () => {
  const spread = (low: number, high: number) => ({ count: 4, median: (low + high) / 2, low, high });

  it("is true where the quartiles share a value", () => {
    assert.equal(overlap(spread(1, 3), spread(3, 4)), true);
    assert.equal(overlap(spread(1, 9), spread(3, 4)), true);
  });

  it("is false where one lies above the other, either way round", () => {
    assert.equal(overlap(spread(1, 2), spread(3, 4)), false);
    assert.equal(overlap(spread(3, 4), spread(1, 2)), false);
  });
});
