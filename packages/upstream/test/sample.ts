/** Answers in the form of the vendor's spec, with the fields filled that must go no further. */

export const API_KEY = "aBcDeF12.0123456789abcdefghijklmnopqrstuv";
export const BASE_URL = "https://upstream.example/api";
export const CALL_ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001";
export const AGENT_ID = "0b6f8d0e-2c53-4d4e-9a57-6f0b8f5c1a11";

/** Texts in every sample call that no parsed one holds. */
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

export const STAGE_ID = "c3b0c1de-7f42-4f5c-8a3c-0000000000a1";

/** Texts in sample messages and events that no parsed one holds. */
export const PART_SECRETS = ["ERROR-DETAILS", "EXTRAS", "METADATA", "PROMPT", "STATE"];

/** A failed tool's result: a message with every field that the vendor's spec has. */
export function sampleMessage(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    role: "MESSAGE_ROLE_TOOL_RESULT",
    text: "The booking system did not answer.",
    invocationId: "call_0a1b2c3e",
    toolName: "bookSlot",
    errorDetails: "ERROR-DETAILS",
    medium: "MESSAGE_MEDIUM_VOICE",
    callStageMessageIndex: 7,
    callStageId: STAGE_ID,
    callState: { value: "STATE" },
    timespan: { start: "21.044s", end: "22s" },
    wallClockTimespan: { start: "21.5s", end: "22.4560s" },
    metadata: { value: "METADATA" },
    fieldOfNextYear: "PROMPT",
    ...changes,
  };
}

export function sampleEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    callId: CALL_ID,
    callStageId: STAGE_ID,
    callTimestamp: "21.044s",
    severity: "error",
    type: "tool_error",
    text: "Tool bookSlot failed.",
    extras: { value: "EXTRAS" },
    wallClockTimestamp: "21.102s",
    ...changes,
  };
}

export function samplePage(rows: unknown[], changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { next: null, previous: null, results: rows, total: rows.length, ...changes };
}
