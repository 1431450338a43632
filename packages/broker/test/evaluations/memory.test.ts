import { describe, expect, it } from "vitest";
import { createEvaluationMemory } from "../../src/evaluations/evaluation-memory.ts";
import { listEvaluations } from "../../src/evaluations/list-evaluations.ts";
import { Refusal } from "../../src/http/refusal.ts";
import type { FoundEvaluations, SourceEvaluation } from "../../src/sources/evaluation-source.ts";

const MINUTE = 60_000;
const CALL = {
  id: "a",
  createdAt: "2026-07-02T12:00:00.000Z",
  joinedAt: "2026-07-02T12:00:00.000Z",
  endedAt: "2026-07-02T12:01:00.000Z",
};
const FAILED: SourceEvaluation = {
  ...{ logId: 7, verdict: "failed", reason: null },
  ...{ passed: 1, failed: 1, total: 8 },
};
const RUNNING: SourceEvaluation = { ...FAILED, verdict: "pending", reason: "running" };

const nothing: FoundEvaluations = {
  ...{ found: new Map(), beyond: new Set(), unanswered: new Set(), failure: null },
};
const finds = (evaluation: SourceEvaluation): FoundEvaluations => ({
  ...nothing,
  found: new Map([[CALL.id, evaluation]]),
});
const down: FoundEvaluations = {
  ...nothing,
  unanswered: new Set([CALL.id]),
  failure: new Refusal("upstream_unavailable", "It does not answer."),
};

/** An isolate over a service whose answer a test sets, from `startMs` after the call's end. */
function isolate(answer: FoundEvaluations, startMs = 0) {
  let nowMs = Date.parse(CALL.endedAt) + startMs;
  let next = answer;
  let asked = 0;
  const now = () => nowMs;
  const noted: Refusal[] = [];
  const reading = {
    source: () => ({
      find: async () => {
        asked += 1;
        return next;
      },
      get: async () => null,
      count: async () => null,
      vote: async () => {},
    }),
    project: 1376,
    memory: createEvaluationMemory(now),
    now,
    noteRefusal: (refusal: Refusal) => noted.push(refusal),
  };
  return {
    noted,
    pass(ms: number, changed = next) {
      nowMs += ms;
      next = changed;
    },
    async read() {
      const [summary] = await listEvaluations(reading, [CALL]);
      return [summary?.verdict, summary?.reason];
    },
    /** Seconds between the requests for one call, which is read each second for an hour. */
    async gaps(): Promise<number[]> {
      const times: number[] = [];
      for (let second = 0; second < 3600; second += 1) {
        const before = asked;
        await this.read();
        if (asked > before) times.push(second);
        nowMs += 1000;
      }
      return times.slice(1).map((time, index) => time - (times[index] ?? 0));
    },
  };
}

describe("an isolate's memory of evaluations", () => {
  it("asks for a finished one after ten minutes", async () => {
    expect(await isolate(finds(FAILED)).gaps()).toEqual([600, 600, 600, 600, 600]);
  });

  it("asks for a pending one less and less often", async () => {
    const gaps = await isolate(finds(RUNNING)).gaps();
    expect(gaps.slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it("asks for one that there is not less and less often", async () => {
    const gaps = await isolate(nothing, 60 * MINUTE).gaps();
    expect(gaps).toEqual([60, 120, 240, 480, 960]);
  });

  it("asks again soon while the service does not answer", async () => {
    expect((await isolate(down).gaps()).slice(0, 6)).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it("takes a call without an evaluation to get one for a quarter of an hour after its end", async () => {
    const { read, pass } = isolate(nothing);
    expect(await read()).toEqual(["pending", "running"]);
    pass(15 * MINUTE);
    expect(await read()).toEqual(["none", null]);
  });

  it("keeps a finished one while the service does not answer, and logs that it does not", async () => {
    const { read, pass, noted } = isolate(finds(FAILED));
    expect(await read()).toEqual(["failed", null]);
    pass(10 * MINUTE, down);
    expect(await read()).toEqual(["failed", null]);
    expect(noted).toHaveLength(1);
  });

  it("says that a pending one is not available while the service does not answer", async () => {
    const { read, pass } = isolate(finds(RUNNING));
    await read();
    pass(10 * MINUTE, down);
    expect(await read()).toEqual(["pending", "unavailable"]);
  });

  it("asks again for a call beyond the reach of one answer", async () => {
    const { read, pass } = isolate({ ...nothing, beyond: new Set([CALL.id]) });
    expect(await read()).toEqual(["none", "too_old"]);
    pass(0, finds(FAILED));
    expect(await read()).toEqual(["failed", null]);
  });
});
