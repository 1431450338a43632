import type { CallSummary } from "@keyhole/contract";

const NEWEST_MS = Date.parse("2026-11-20T12:00:00Z");
const MINUTE_MS = 60_000;

/** The nth call of a list, newest first. */
export function call(n: number, fields: Partial<CallSummary> = {}): CallSummary {
  const createdAt = new Date(NEWEST_MS - n * 7 * MINUTE_MS).toISOString();
  return {
    id: `call-${n}`,
    source: "ultravox",
    agent: { id: "agent-1", name: "Front desk" },
    status: "ended",
    createdAt,
    joinedAt: createdAt,
    endedAt: createdAt,
    durationMs: 184_000,
    endReason: "hangup",
    medium: "phone",
    title: `Call number ${n}`,
    summary: `The caller of call ${n} asked for an appointment and got one.`,
    hasRecording: true,
    metadata: { tenant: "north" },
    ...fields,
  };
}

export function calls(count: number): CallSummary[] {
  return Array.from({ length: count }, (_, n) => call(n));
}
