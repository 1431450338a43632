import type { CallMedium, CallStatus, CallSummary } from "@keyhole/contract";

const NEWEST_MS = Date.parse("2026-11-20T12:00:00Z");
const BETWEEN_MS = 7 * 60_000;
const MEDIA: readonly CallMedium[] = ["phone", "web", "sip", "websocket"];
const STATUSES: readonly CallStatus[] = ["ended", "ended", "ended", "unjoined", "active"];
const AGENTS = ["Front desk", "Night line", "Billing", "Appointments, second location"];
const TITLES = [
  "Moved an appointment to next week",
  "Asked for the opening hours, and whether there is a place to park close by",
  "Wanted an invoice again",
  "Reported a delivery that has not come, and was given a number to call back with in the morning",
];

/** The nth call of a list, newest first; a negative one came after the list was made. The same in every run. */
export function generateCall(n: number): CallSummary {
  const pick = <Value>(values: readonly Value[], fallback: Value): Value =>
    values[Math.abs(n) % values.length] ?? fallback;
  const startMs = NEWEST_MS - n * BETWEEN_MS;
  const durationMs = 20_000 + (Math.abs(n * 7919) % 900_000);
  return {
    id: `0b8f1f6e-1d2a-4c1e-9a53-${(n + 1_000_000).toString(16).padStart(12, "0")}`,
    source: "ultravox",
    agent: { id: `agent-${Math.abs(n) % AGENTS.length}`, name: pick(AGENTS, "Front desk") },
    status: pick(STATUSES, "ended"),
    createdAt: new Date(startMs).toISOString(),
    joinedAt: new Date(startMs + 2_000).toISOString(),
    endedAt: new Date(startMs + 2_000 + durationMs).toISOString(),
    durationMs,
    endReason: "hangup",
    medium: pick(MEDIA, "phone"),
    title: `${n}: ${pick(TITLES, "A call")}`,
    summary: `The caller of call ${n} asked for something, was understood, and was given what was asked for.`,
    hasRecording: true,
    metadata: { tenant: "north" },
  };
}
