/** Answers in the form of the vendor's spec, with the fields filled that must go no further. */

export const API_KEY = "aBcDeF12.0123456789abcdefghijklmnopqrstuv";
export const BASE_URL = "https://upstream.example/api";
export const CALL_ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001";
export const AGENT_ID = "0b6f8d0e-2c53-4d4e-9a57-6f0b8f5c1a11";

/** Texts that stand in every sample call and in no parsed one. */
export const SECRETS = [
  "wss://join.example",
  "PROMPT",
  "CALLBACK-SECRET",
  "SIP-PASSWORD",
  "STATE",
  "CONTEXT",
];

export function sampleCall(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    callId: CALL_ID,
    clientVersion: "web_0.5.0",
    created: "2026-07-02T09:14:03.182551Z",
    joined: "2026-07-02T09:14:06.901120Z",
    ended: "2026-07-02T11:16:10+02:00",
    endReason: "hangup",
    billedDuration: "126s",
    joinTimeout: "30s",
    joinUrl: "wss://join.example/calls/1",
    languageHint: "en",
    maxDuration: "900.5s",
    medium: { sip: { outgoing: { password: "SIP-PASSWORD" } } },
    model: "ultravox-v0.7",
    recordingEnabled: true,
    systemPrompt: "PROMPT",
    shortSummary: "Booked a cleaning.",
    summary: "The caller booked a cleaning for Tuesday.",
    agent: { agentId: AGENT_ID, name: "reception" },
    agentId: AGENT_ID,
    metadata: { tenant: "north" },
    initialState: { value: "STATE" },
    requestContext: { value: "CONTEXT" },
    callbacks: { ended: { url: "https://hook.example", secrets: ["CALLBACK-SECRET"] } },
    sipDetails: null,
    fieldOfNextYear: { nested: true },
    ...changes,
  };
}

export function samplePage(rows: unknown[], changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { next: null, previous: null, results: rows, total: rows.length, ...changes };
}
