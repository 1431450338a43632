import type { Scope } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { projectEvaluation } from "../../src/evaluations/project-evaluation.ts";
import type { SourceEvaluationDetail } from "../../src/sources/evaluation-source.ts";
import { testConfig, testEnv } from "../support/test-config.ts";

type Metric = SourceEvaluationDetail["metrics"][number];

function project(changes: Partial<Metric>, scopes: readonly Scope[], durationMs: number | null = null) {
  const site = checkConfig(testConfig, testEnv()).sites.get("acme");
  if (site === undefined) throw new Error("the config has no site acme");
  const metric: Metric = {
    ...{ id: 1, name: "A", kind: "binary", passed: false, number: null, label: null, explanation: [] },
    ...changes,
  };
  const evaluation: SourceEvaluationDetail = {
    ...{ logId: 7, verdict: "failed", reason: null, passed: 0, failed: 1, total: 1, reviewed: true },
    metrics: [metric],
  };
  const { metrics, ...others } = projectEvaluation({ id: "a", durationMs }, evaluation, { site, scopes });
  return { metric: metrics[0], others };
}

const READ: Scope[] = ["transcripts:read"];

describe("projectEvaluation", () => {
  it("keeps where the evaluation is to itself", () => {
    expect(project({}, READ).others).toEqual({
      ...{ callId: "a", verdict: "failed", reason: null, passed: 0, failed: 1, total: 1, reviewed: true },
    });
  });

  it("masks personal data in explanations and in words, without pii:read", () => {
    const explanation = ["Call me at anna@example.com"];
    const told = project({ kind: "unknown", explanation, label: "+49 30 1234567" }, READ).metric;
    expect(JSON.stringify(told)).not.toMatch(/anna|1234567/);
    const open = project({ kind: "unknown", explanation, label: "+49 30 1234567" }, [...READ, "pii:read"]);
    expect(open.metric).toMatchObject({ explanation, label: "+49 30 1234567" });
  });

  it("tells words without transcripts:read only if they are of a closed set", () => {
    expect(project({ kind: "enum", label: "positive" }, []).metric?.label).toBe("positive");
    expect(project({ kind: "unknown", label: "Anna said so" }, []).metric?.label).toBeNull();
  });

  it("leaves out an explanation that quotes a hidden tool", () => {
    const explanation = ['The tool call {"name": "book"} failed.', "Polite."];
    expect(project({ explanation }, READ).metric?.explanation).toEqual(["Polite."]);
  });

  it.each([
    [["It failed at 00:21, and at 1:02:03."], [21_000, 3_723_000]],
    [
      ["At 02:10.", "Then at 00:05 and 02:10."],
      [5000, 130_000],
    ],
    [["On 2026-07-02T12:00:00Z, at 9:30, for 10:00:00:01."], []],
    [[], []],
  ])("reads the times of %j", (explanation, atMs) => {
    expect(project({ explanation }, READ).metric?.atMs).toEqual(atMs);
  });

  it("leaves out times after the end of the call", () => {
    expect(
      project({ explanation: ["A table at 19:30, asked at 00:21."] }, READ, 60_000).metric?.atMs,
    ).toEqual([21_000]);
  });
});
