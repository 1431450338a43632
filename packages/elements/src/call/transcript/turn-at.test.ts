import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { toolUse, turn, turns } from "../../../test/turns.ts";
import { spansOf, turnAt } from "./turn-at.ts";

const at = (spans: ReturnType<typeof spansOf>, times: number[]) => times.map((ms) => turnAt(spans, ms));

describe("turnAt", () => {
  it("returns the turn at a time, and in a pause the one before", () => {
    const spans = spansOf(turns(3, 1_000));
    equal(at(spans, [0, 500, 899, 900, 999, 1_000, 2_500, 99_000]), [0, 0, 0, 0, 0, 1, 2, 2]);
  });

  it("returns -1 before the first turn, and without turns", () => {
    equal(at(spansOf([turn({ id: "a", audioStartMs: 300, audioEndMs: 400 })]), [0, 299, 300]), [-1, -1, 0]);
    equal(turnAt([], 5), -1);
  });

  it("returns the longer turn after a shorter one within it has ended", () => {
    const spans = spansOf([
      turn({ id: "a", role: "user", audioStartMs: 0, audioEndMs: 10_000 }),
      turn({ id: "b", audioStartMs: 2_000, audioEndMs: 4_000 }),
      turn({ id: "c", audioStartMs: 11_000, audioEndMs: 12_000 }),
    ]);
    equal(at(spans, [1_000, 3_000, 5_000, 10_500, 11_000]), [0, 1, 0, 1, 2]);
  });

  it("skips tools and turns without a place, and accepts turns without an end", () => {
    const spans = spansOf([...toolUse(0, 0), turn({ id: "x" }), turn({ id: "y", audioStartMs: 100 })]);
    equal([spans.length, turnAt(spans, 50), turnAt(spans, 5_000)], [1, -1, 3]);
  });

  it("accepts turns that are not in order of time", () => {
    const [first, second] = turns(2, 1_000);
    equal(at(spansOf([second, first].filter((one) => one !== undefined)), [100, 1_100]), [1, 0]);
  });

  it("agrees with a linear search over any overlaps", () => {
    // Random overlaps, the same in every run.
    let seed = 7;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const many = Array.from({ length: 60 }, (_, n) => {
      const audioStartMs = Math.floor(random() * 60_000);
      return turn({ id: `${n}`, audioStartMs, audioEndMs: audioStartMs + Math.floor(random() * 9_000) });
    });
    const spans = spansOf(many);
    for (let ms = 0; ms < 70_000; ms += 137) {
      const begun = spans.filter((span) => span.startMs <= ms);
      const expected = begun.findLast((span) => span.endMs > ms) ?? begun.at(-1);
      equal(turnAt(spans, ms), expected?.index ?? -1, `at ${ms}`);
    }
  });
});
