import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { attackWindows, lastWindows, phaseAt } from "./phases.ts";

describe("phases", () => {
  it("begin with the warm-up, then take turns, and end with an attack", () => {
    const phases = [0, 19, 20, 29, 30, 40, 99, 130].map((atMs) => phaseAt(atMs, 100));
    assert.deepEqual(phases, ["warm-up", "warm-up", "calm", "calm", "attack", "calm", "attack", "attack"]);
  });

  it("have attacks where the windows say so", () => {
    const windows = attackWindows(100);
    assert.deepEqual(windows[0], { fromMs: 30, toMs: 40 });
    assert.equal(windows.length, 4);
    for (let atMs = 0; atMs < 100; atMs += 1) {
      const isAttack = windows.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
      assert.equal(isAttack, phaseAt(atMs, 100) === "attack", String(atMs));
    }
  });

  it("end with the last windows", () => {
    assert.deepEqual(lastWindows(100, 2), [
      { fromMs: 80, toMs: 90 },
      { fromMs: 90, toMs: 100 },
    ]);
  });
});
