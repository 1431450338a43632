import type { CekuraCallLog, CekuraMetricResult, CekuraRule } from "@keyhole/upstream/cekura";
import { describe, expect, it } from "vitest";
import { verdictOf } from "../../src/sources/cekura-verdict.ts";

const metric = (changes: Partial<CekuraMetricResult> = {}): CekuraMetricResult => ({
  ...{ id: 35, name: "Tools", kind: "binary", passed: true, number: null, label: null, explanation: [] },
  ...changes,
});
const log = (changes: Partial<CekuraCallLog> = {}): CekuraCallLog => ({
  ...{ id: 5, callId: "a", agentId: 1, agentName: null, startedAt: "2026-07-02T12:00:00.000Z" },
  ...{ durationMs: null, endedReason: null, topic: null, isReviewed: false, hasError: false },
  ...{ success: true, isEvaluating: false, metrics: [metric()] },
  ...changes,
});
const skipped: CekuraRule = { metricId: 35, passed: null, explanation: [] };
const SCALES = [
  metric({ kind: "numeric", passed: null, number: 3 }),
  metric({ passed: false }),
  metric({ kind: "enum", passed: null, label: "positive" }),
];

const CASES: [string, CekuraCallLog, readonly CekuraRule[], string, string | null][] = [
  ["success with a result", log(), [], "passed", null],
  ["success with a number alone", log({ metrics: SCALES.slice(0, 1) }), [], "passed", null],
  ["no success", log({ success: false, metrics: [] }), [], "failed", null],
  ["success without a metric", log({ metrics: [] }), [], "ungraded", "not_graded"],
  ["success without a result", log({ metrics: [metric({ passed: null })] }), [], "ungraded", "not_graded"],
  ["success whose rules were all skipped", log(), [skipped, skipped], "ungraded", "not_graded"],
  ["success of which a rule was not skipped", log(), [skipped, { ...skipped, passed: true }], "passed", null],
  ["success that a person gave", log({ metrics: [], isReviewed: true }), [skipped], "passed", null],
  ["a running evaluation", log({ success: null, isEvaluating: true, metrics: [] }), [], "pending", "running"],
  [
    "a call that could not be read",
    log({ success: null, isEvaluating: true, hasError: true, metrics: [] }),
    [],
    "ungraded",
    "not_graded",
  ],
];

describe("verdictOf", () => {
  it.each(CASES)("says of %s", (_, read, rules, verdict, reason) => {
    expect(verdictOf(read, rules)).toMatchObject({ verdict, reason });
  });

  it("counts the metrics that passed, that failed, and all", () => {
    expect(verdictOf(log({ metrics: [metric(), ...SCALES] }))).toMatchObject({
      ...{ logId: 5, passed: 1, failed: 1, total: 4 },
    });
  });
});
