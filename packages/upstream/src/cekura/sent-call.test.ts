import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Simulator, startSimulator } from "@keyhole/simulator";
import { createCekura, type SentCall } from "./index.ts";

const CALL: SentCall = {
  callId: "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001",
  agentId: 2141,
  turns: [
    { role: "agent", text: "Hello?", startMs: 310, endMs: 3904, invocationId: null, toolName: null },
    { role: "user", text: "A cleaning.", startMs: 4880, endMs: null, invocationId: null, toolName: null },
    { role: "tool_call", text: '{"a":1}', startMs: null, endMs: null, invocationId: "i-1", toolName: "find" },
    { role: "tool_result", text: "[]", startMs: null, endMs: null, invocationId: "i-1", toolName: "find" },
  ],
  recordingUrl: "https://keyhole.example/v1/recordings/a",
  startedAt: "2026-07-02T09:14:06Z",
  endedReason: "hangup",
  metadata: { tenant: "a" },
};

let simulator: Simulator;
before(async () => {
  simulator = await startSimulator({ callCount: 0 });
});
after(() => simulator.close());

const client = (kind: keyof Simulator["cekura"]["apiKeys"] = "project") =>
  createCekura({
    apiKey: simulator.cekura.apiKeys[kind],
    baseUrl: simulator.cekura.baseUrl,
    fetch: simulator.fetchInProcess,
  });

describe("sendCall", () => {
  it("sends a call in Cekura's own format, with times in seconds", async () => {
    assert.deepEqual(await client().sendCall(CALL), { ok: true, value: null });
    assert.deepEqual([...simulator.received()].at(-1)?.fields, {
      call_id: CALL.callId,
      agent: 2141,
      transcript_type: "cekura",
      transcript_json: [
        { role: "Main Agent", start_time: 0.31, end_time: 3.904, content: "Hello?" },
        { role: "Testing Agent", start_time: 4.88, end_time: 4.88, content: "A cleaning." },
        {
          ...{ role: "Function Call", start_time: 4.88, end_time: 4.88, content: "" },
          data: { id: "i-1", name: "find", arguments: '{"a":1}' },
        },
        {
          ...{ role: "Function Call Result", start_time: 4.88, end_time: 4.88, content: "" },
          data: { id: "i-1", name: "find", result: "[]" },
        },
      ],
      timestamp: "2026-07-02T09:14:06Z",
      metadata: { tenant: "a" },
      voice_recording_url: "https://keyhole.example/v1/recordings/a",
      call_ended_reason: "hangup",
    });
  });

  it("leaves out a recording and a reason that there are not", async () => {
    await client().sendCall({ ...CALL, callId: "another", recordingUrl: null, endedReason: null });
    const fields = [...simulator.received()].at(-1)?.fields ?? {};
    assert.ok(!("voice_recording_url" in fields) && !("call_ended_reason" in fields));
  });

  it("is not repeated by itself", async () => {
    let count = 0;
    const fetch: typeof globalThis.fetch = async () => {
      count += 1;
      return new Response(null, { status: 503, headers: { "Retry-After": "0" } });
    };
    const { apiKeys, baseUrl } = simulator.cekura;
    const answer = await createCekura({ apiKey: apiKeys.project, baseUrl, fetch }).sendCall(CALL);
    assert.deepEqual([answer.ok, count], [false, 1]);
  });

  it("reports a key that only reads, and an agent of another project", async () => {
    const refused = async (kind: "read_only" | "project", agentId: number) => {
      const answer = await client(kind).sendCall({ ...CALL, agentId });
      return answer.ok ? "ok" : answer.error.kind;
    };
    assert.deepEqual(
      [await refused("read_only", 2141), await refused("project", 2201)],
      ["key_rejected", "refused"],
    );
  });
});
