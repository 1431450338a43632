import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as v from "valibot";
import { sampleCallLog, sampleDetail } from "../../test/cekura-sample.ts";
import { CallLogDetailSchema, CallLogSchema } from "./call-log.ts";

const row = (changes: Record<string, unknown> = {}) => v.parse(CallLogSchema, sampleCallLog(changes));
const detail = (changes: Record<string, unknown> = {}) => v.parse(CallLogDetailSchema, sampleDetail(changes));

describe("CallLogSchema", () => {
  it("keeps the known fields, and neither transcript nor phone number", () => {
    assert.deepEqual(row(), {
      id: 5_181_749,
      callId: "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001",
      agentId: 2142,
      agentName: "Reception",
      startedAt: "2026-07-02T09:14:06.000Z",
      durationMs: 123_000,
      endedReason: "hangup",
      topic: "booking",
      success: false,
      isEvaluating: false,
      isReviewed: false,
      hasError: false,
      metrics: [
        { id: 35, name: "Tools", kind: "binary", passed: false, number: null, label: null, explanation: [] },
        {
          ...{ id: 18, name: "CSAT", kind: "continuous_qualitative", passed: null },
          ...{ number: 4, label: null, explanation: [] },
        },
      ],
    });
  });

  it("looks at no transcript, which is most of a row", () => {
    const log = sampleCallLog();
    for (const name of ["transcript", "transcript_object", "evaluation"])
      Object.defineProperty(log, name, { enumerable: true, get: () => assert.fail(`${name} was read`) });
    assert.deepEqual(v.parse(CallLogSchema, log), row());
  });

  const EVALUATIONS: [Record<string, unknown>, success: boolean | null, isEvaluating: boolean][] = [
    [{ success: true, status: "success" }, true, false],
    [{ success: true, status: "reviewed_success" }, true, false],
    [{ success: false, status: "reviewed_failure" }, false, false],
    [{ success: true, status: undefined }, true, false],
    [{ success: null, status: "evaluating", metrics: [] }, null, true],
    [{ success: null, status: undefined, metrics: [] }, null, true],
    [{ success: null, status: "success" }, null, true],
    [{ success: true, status: "queued_by_next_year" }, null, true],
    [{ success: "yes", status: "success" }, null, true],
  ];
  for (const [changes, success, isEvaluating] of EVALUATIONS) {
    it(`reads ${JSON.stringify(changes)} as ${success}, ${isEvaluating ? "being" : "not being"} evaluated`, () => {
      const { success: read, isEvaluating: reads } = row(changes);
      assert.deepEqual([read, reads], [success, isEvaluating]);
    });
  }

  const DURATIONS: [unknown, number | null][] = [
    ["00:00", 0],
    ["01:10", 70_000],
    ["75:00", 4_500_000],
    ["1:15:00", 4_500_000],
    ["1.5", null],
    [90, null],
    ["-1:00", null],
    [null, null],
  ];
  for (const [duration, durationMs] of DURATIONS) {
    it(`reads a duration of ${duration} as ${durationMs}`, () => {
      assert.equal(row({ duration }).durationMs, durationMs);
    });
  }

  it("tells that a call could not be evaluated", () => {
    assert.equal(row({ error_message: "Recording could not be fetched" }).hasError, true);
  });

  it("leaves out a metric that does not parse", () => {
    assert.deepEqual(
      row({ metrics: [{ id: 1 }, null, { name: "A" }] }).metrics.map(({ name }) => name),
      ["A"],
    );
    assert.deepEqual(row({ metrics: "[]" }).metrics, []);
  });

  for (const changes of [
    { id: "5" },
    { id: undefined },
    { id: 1.5 },
    { timestamp: "yesterday" },
    { timestamp: null },
  ]) {
    it(`fails for ${JSON.stringify(changes)}`, () => {
      assert.equal(v.safeParse(CallLogSchema, sampleCallLog(changes)).success, false);
    });
  }

  it("has no call id where the provider gave none", () => {
    assert.equal(row({ call_id: "" }).callId, null);
  });
});

describe("CallLogDetailSchema", () => {
  it("reads turns, with the times and the tools of any documented form", () => {
    const none = { startMs: null, endMs: null, invocationId: null, toolName: null };
    const tool = { invocationId: "c1", toolName: "find" };
    assert.deepEqual(detail().turns, [
      { ...none, role: "agent", text: "Hello.", startMs: 310, endMs: 3904 },
      { ...none, role: "user", text: "A cleaning, please.", startMs: 4000 },
      { ...none, ...tool, role: "tool_call", text: '{"a":1}', startMs: 8500 },
      { ...none, ...tool, role: "tool_result", text: "[1]", startMs: 9400 },
    ]);
    assert.equal(detail().skippedTurns, 1);
  });

  it("has explanations, rules, and the recording's URL", () => {
    const { metrics, rubric, recordingUrl, feedback } = detail();
    assert.deepEqual(
      metrics.map(({ explanation }) => explanation),
      [["It failed at 00:21."], ["Thanks at the end."]],
    );
    assert.deepEqual(rubric, [{ metricId: 35, passed: false, explanation: ["It failed."] }]);
    assert.equal(recordingUrl, "https://storage.example/1.wav?sig=SIGNATURE");
    assert.equal(feedback, null);
  });

  it("reads lists that come as texts, as the vendor's schema has them", () => {
    const { transcript_object, evaluation, rubric } = sampleDetail();
    const asTexts = {
      transcript_object: JSON.stringify(transcript_object),
      evaluation: JSON.stringify(evaluation),
      rubric: JSON.stringify(rubric),
    };
    assert.deepEqual(detail(asTexts), detail());
  });

  for (const text of ["[]", "{}", "", "null", "7", "[", "Hello."]) {
    it(`reads a list that is the text ${JSON.stringify(text)} as nothing`, () => {
      const read = detail({ transcript_object: text, evaluation: text, rubric: text });
      assert.deepEqual([read.turns, read.metrics, read.rubric, read.skippedTurns], [[], [], [], 0]);
    });
  }

  it("drops an end before its start, and times that are none", () => {
    const turn = { role: "Main Agent", content: "A" };
    const times = [{ start_time: 5, end_time: 4 }, { start_time: -1 }, { start_time: "5" }, { time: "soon" }];
    assert.deepEqual(
      detail({ transcript_object: times.map((time) => ({ ...turn, ...time })) }).turns.map((read) => [
        read.startMs,
        read.endMs,
      ]),
      [
        [5000, null],
        [null, null],
        [null, null],
        [null, null],
      ],
    );
  });

  it("takes the agent from either field", () => {
    assert.equal(detail({ agent: undefined }).agentId, 2142);
    assert.equal(detail({ agent_id: undefined }).agentId, 2142);
    assert.equal(detail({ agent: null, agent_id: "" }).agentId, null);
  });
});
