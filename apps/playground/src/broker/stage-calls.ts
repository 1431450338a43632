import type { CallDetail, CallMedium, CallStatus, CallSummary, EndReason } from "@keyhole/contract";

/** The newest staged call; each further one is earlier. Fixed, so that two pictures of a state are alike. */
const NEWEST = Date.parse("2026-11-20T15:42:10Z");
const MINUTES_BETWEEN = 23;

const AGENTS = ["Reception", "Delivery desk", "Billing and invoices", "Appointments", "Night line"];

const TITLES = [
  "Moved a delivery from Tuesday to Thursday afternoon",
  "Asked for a copy of the October invoice",
  "Caller wanted to know whether the shop in the old town is open on the public holiday, and how to get there by train",
  "Booked a check-up",
  "تغيير موعد التسليم إلى يوم الخميس",
  "Complained about a parcel that arrived damaged; a replacement is on its way",
  "配送日を木曜日に変更した",
  "Reported a lost card",
  "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen bestellt",
  "Hung up after the greeting",
];

const MEDIA: CallMedium[] = ["phone", "web", "phone", "sip", "web", "websocket"];

/** Call number `index` of a staged list, 0 the newest. */
export function stagedCall(index: number): CallSummary {
  const createdMs = NEWEST - index * MINUTES_BETWEEN * 60_000;
  const status = statusOf(index);
  const durationMs = status === "ended" ? 20_000 + ((index * 7919) % 780_000) : null;
  const joinedMs = createdMs + 2_400;
  const joined = status === "ended" || status === "active";
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`,
    source: "ultravox",
    agent: index % 11 === 10 ? null : { id: `agent-${index % 5}`, name: AGENTS[index % 5] ?? "" },
    status,
    createdAt: at(createdMs),
    joinedAt: joined ? at(joinedMs) : null,
    endedAt: durationMs === null ? null : at(joinedMs + durationMs),
    durationMs,
    endReason: endReasonOf(index, status),
    medium: MEDIA[index % MEDIA.length] ?? "web",
    title: status === "ended" && index % 13 !== 12 ? (TITLES[index % TITLES.length] ?? null) : null,
    summary:
      status === "ended"
        ? `${TITLES[index % TITLES.length]}. The agent confirmed it and read the reference back; the caller was content.`
        : null,
    hasRecording: status === "ended",
    metadata: { tenant: index % 2 ? "tenant-b" : "tenant-a" },
  };
}

export function stagedDetail(index: number, hasRecording: boolean): CallDetail {
  const call = stagedCall(index);
  return {
    ...call,
    hasRecording: call.hasRecording && hasRecording,
    joinTimeoutMs: 30_000,
    maxDurationMs: 3_600_000,
    languageHint: "en",
    stages: 2,
  };
}

/** Index of a staged call by its id; -1 where it is none. */
export function stagedIndex(id: string): number {
  const [, digits] = /^00000000-0000-4000-8000-([0-9a-f]{12})$/.exec(id) ?? [];
  return digits === undefined ? -1 : Number.parseInt(digits, 16);
}

function statusOf(index: number): CallStatus {
  if (index === 0) return "waiting";
  if (index === 1) return "active";
  return index % 9 === 8 ? "unjoined" : "ended";
}

function endReasonOf(index: number, status: CallStatus): EndReason | null {
  if (status === "unjoined") return "unjoined";
  if (status !== "ended") return null;
  return index % 4 === 3 ? "agent_hangup" : "hangup";
}
