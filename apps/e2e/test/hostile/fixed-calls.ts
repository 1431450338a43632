/** The moment at which every picture is taken. */
export const NOW_MS = Date.parse("2026-11-20T12:00:00Z");

const MINUTE_MS = 60_000;
const TITLES = [
  "Moves an appointment from Tuesday to Thursday afternoon",
  "Asks for the opening hours over the holidays",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft wants a call back",
  "يسأل عن موعد جديد",
  "Wants to know where the parcel is that was to arrive on Monday, and whether it can be left with the neighbours on the second floor",
  null,
] as const;
const AGENTS = ["Front desk", "Billing", "northside-reception-out-of-hours-and-holidays-eu-west-1"] as const;
const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
const SAID = [
  "Good morning, you have reached the front desk. How can I help you?",
  "Hi, I would like to move my appointment from Tuesday to some time later in the week, if that is possible.",
  "Of course. Let me look at what is free.",
  "Thursday in the afternoon would be best, after three.",
  "There is a place at half past three. Shall I book it? You can do so at https://example.com/book?day=4 too.",
  "Yes, please.",
] as const;

/** The calls of the stand-in, newest first: all statuses, long words, another direction, nothing said. */
export const CALLS = Array.from({ length: 12 }, (_, n) => {
  const createdAt = new Date(NOW_MS - (n * 97 + 4) * MINUTE_MS).toISOString();
  const status = STATUSES[[0, 1, 0, 2, 0, 3][n % 6] ?? 0] ?? "ended";
  const ended = status === "ended";
  return {
    id: `0b8a5a2e-5b5e-4f0f-9a43-0000000000${10 + n}`,
    source: "ultravox",
    agent: { id: `agent-${n % 3}`, name: AGENTS[n % 3] ?? "" },
    status,
    createdAt,
    joinedAt: ended ? createdAt : null,
    endedAt: ended ? new Date(NOW_MS - n * 97 * MINUTE_MS).toISOString() : null,
    durationMs: ended ? ([184_000, 47_000, 3_912_000, 9_000][n % 4] ?? 0) : null,
    endReason: ended ? "hangup" : null,
    medium: n % 2 === 0 ? "phone" : "web",
    title: TITLES[n % TITLES.length] ?? null,
    summary: n % 6 === 5 ? null : "The caller asked for another day and got one. Nothing is left to be done.",
    hasRecording: ended,
    metadata: { tenant: "north" },
  };
});

export function detailOf(call: (typeof CALLS)[number]): object {
  return { ...call, joinTimeoutMs: 30_000, maxDurationMs: 600_000, languageHint: "en", stages: 1 };
}

const TURN_MS = 4_000;

/** What every call says. */
export const MESSAGES = SAID.map((text, n) => ({
  id: `0:${n}`,
  role: n % 2 === 0 ? "agent" : "user",
  text,
  medium: "voice",
  audioStartMs: n * TURN_MS,
  audioEndMs: n * TURN_MS + TURN_MS - 400,
  startMs: n * TURN_MS,
  endMs: n * TURN_MS + TURN_MS - 400,
  stage: 0,
  tool: null,
}));

export const EVENTS = [
  { atMs: 400, severity: "info", type: "call.joined", text: "The caller joined." },
  { atMs: 9_200, severity: "warning", type: "tool.slow", text: "find_slot took 2,100 ms." },
  { atMs: 14_000, severity: "error", type: "tool.failed", text: "find_slot answered with status 500." },
];

/** A recording of silence, as long as the turns: 8 bits, 8,000 samples a second. */
export function silence(): Buffer {
  const frames = (MESSAGES.length * TURN_MS * 8_000) / 1_000;
  const bytes = Buffer.alloc(44 + frames, 128);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + frames, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(8_000, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(frames, 40);
  return bytes;
}
