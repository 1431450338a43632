import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inTurns } from "./in-turns.ts";

describe("inTurns", () => {
  it("runs the subjects in turns, each round from another one on, and drops the first round", async () => {
    const order: string[] = [];
    const subject = (name: string) => async () => order.push(name);
    const samples = await inTurns({ one: subject("one"), two: subject("two") }, { rounds: 2 });
    assert.deepEqual(order, ["one", "two", "two", "one", "one", "two"]);
    assert.deepEqual(samples, { one: [4, 5], two: [3, 6] });
  });

  it("counts the first round where nothing has to warm up", async () => {
    assert.deepEqual(await inTurns({ one: async () => 1 }, { rounds: 1, warmUp: 0 }), { one: [1] });
  });
});
