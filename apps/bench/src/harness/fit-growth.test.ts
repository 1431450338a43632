import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitGrowth } from "./fit-growth.ts";

const SIZES = [10, 100, 1_000];

function grow(cost: (size: number) => number) {
  return fitGrowth(
    SIZES.map((size) => ({ size, samples: [0.99, 1, 1.01].map((noise) => noise * cost(size)) })),
  );
}

describe("fitGrowth", () => {
  for (const [shape, exponent, cost] of [
    ["constant", 0, () => 7],
    ["below linear", 0.5, Math.sqrt],
    ["linear", 1, (size: number) => 3 * size],
    ["above linear", 2, (size: number) => size ** 2],
    ["falls", -1, (size: number) => 1 / size],
  ] as const) {
    it(`finds a cost that is ${shape}`, () => {
      const fit = grow(cost);
      assert.equal(fit.shape, shape);
      assert.ok(Math.abs((fit.exponent ?? Number.NaN) - exponent) < 0.001);
    });
  }

  it("calls a cost constant whose first and last spread overlap", () => {
    const fit = fitGrowth([
      { size: 10, samples: [1, 2, 3] },
      { size: 100, samples: [2, 3, 4] },
    ]);
    assert.equal(fit.shape, "constant");
    assert.equal(fit.overlaps, true);
  });

  it("has no exponent where a median is 0", () => {
    const fit = fitGrowth([
      { size: 10, samples: [0] },
      { size: 100, samples: [2] },
    ]);
    assert.deepEqual(fit, { exponent: null, shape: "grows", overlaps: false });
  });

  it("throws for one size", () => {
    assert.throws(() => fitGrowth([{ size: 1, samples: [1] }]), /two sizes/);
  });
});
