import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planSessions } from "./plan-sessions.ts";

const RUN_MS = 100_000;
const plan = planSessions({ sessions: 400, runMs: RUN_MS, seed: 1 });

describe("planSessions", () => {
  it("plans the same steps for the same seed, and others for another", () => {
    assert.deepEqual(planSessions({ sessions: 400, runMs: RUN_MS, seed: 1 }), plan);
    assert.notDeepEqual(planSessions({ sessions: 400, runMs: RUN_MS, seed: 2 }), plan);
  });

  it("orders the steps by their times, all within the run", () => {
    assert.deepEqual(
      plan.toSorted((one, other) => one.atMs - other.atMs),
      plan,
    );
    assert.ok((plan[0]?.atMs ?? -1) >= 0 && (plan.at(-1)?.atMs ?? RUN_MS) < RUN_MS);
  });

  it("lets each viewer enter first, and open a call before its turns, its ticket and its audio", () => {
    for (let session = 0; session < 400; session += 1) {
      const actions = plan.filter((step) => step.session === session).map(({ action }) => action);
      assert.equal(actions[0], "enter");
      assert.equal(actions.filter((action) => action === "enter").length, 1);
      for (const later of ["messages", "ticket", "audio"] as const) {
        if (actions.includes(later)) assert.ok(actions.indexOf("open") < actions.indexOf(later));
      }
    }
  });

  it("offers as much in each part after the warm-up", () => {
    const count = (part: number) =>
      plan.filter(({ atMs }) => Math.floor(atMs / (RUN_MS / 5)) === part).length;
    const parts = [1, 2, 3, 4].map(count);
    assert.ok(Math.min(...parts) > 0.8 * Math.max(...parts), parts.join(" "));
  });

  it("plans every action", () => {
    assert.equal(new Set(plan.map(({ action }) => action)).size, 10);
  });
});
