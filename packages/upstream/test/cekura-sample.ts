/** Answers of Cekura in the forms that its schema, its prose and its webhooks have. */

export const CEKURA_KEY = "cekura-key-of-a-test";
export const CEKURA_URL = "https://cekura.example";

export function sampleCallLog(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 5_181_749,
    duration: "02:03",
    success: false,
    is_reviewed: false,
    status: "failure",
    feedback: "",
    metrics: [
      {
        id: 35,
        name: "Tools",
        type: "binary_workflow_adherence",
        score: 0,
        eval_type: "binary",
        passed: false,
      },
      { id: 18, name: "CSAT", type: "continuous_qualitative", score: 4, enum: "", value: "" },
    ],
    call_ended_reason: "hangup",
    customer_number: "+49 30 1234567",
    agent: 2142,
    agent_name: "Reception",
    call_id: "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001",
    trace_id: "",
    timestamp: "2026-07-02T09:14:06Z",
    error_message: null,
    dropoff_point: "",
    topic: "booking",
    created_at: "2026-07-02T09:16:20Z",
    updated_at: "2026-07-02T09:17:02Z",
    transcript: "[00:00] Main Agent: Hello.",
    // What the schema makes of lists here.
    transcript_object: "[]",
    evaluation: "{}",
    ...changes,
  };
}

export function sampleDetail(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return sampleCallLog({
    metrics: undefined,
    agent_id: "2142",
    voice_recording_url: "https://storage.example/1.wav?sig=SIGNATURE",
    transcript_object: [
      {
        role: "Main Agent",
        content: "Hello.",
        timestamp: 0.31,
        time: "00:00",
        start_time: 0.31,
        end_time: 3.904,
      },
      { role: "Testing Agent", content: "A cleaning, please.", time: "00:04" },
      {
        role: "Function Call",
        content: "",
        start_time: 8.5,
        data: { id: "c1", name: "find", arguments: '{"a":1}' },
      },
      {
        role: "Function Call Result",
        content: "",
        timestamp: 9.4,
        data: { id: "c1", name: "find", result: [1] },
      },
      { role: "assistant", content: "Of another format." },
    ],
    evaluation: {
      metrics: [
        { id: 35, name: "Tools", eval_type: "binary", passed: false, explanation: ["It failed at 00:21."] },
        { id: 77, name: "Sentiment", type: "enum", score: "positive", explanation: "Thanks at the end." },
      ],
    },
    rubric: [{ metric_id: 35, metric_name: "Tools", value: 0, explanation: ["It failed."], passed: false }],
    ...changes,
  });
}

export function sampleCekuraPage(rows: unknown[], changes: Record<string, unknown> = {}) {
  return { count: rows.length, next: null, previous: null, results: rows, ...changes };
}
