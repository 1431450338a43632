import type { Simulator } from "@keyhole/simulator";

const MINUTES_BETWEEN = 23;

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

const SAID = [
  "Good afternoon, this is the delivery desk. How can I help you?",
  "Hello. I have a delivery on Tuesday and nobody will be at home. Can it come on Thursday instead?",
  "Of course. May I have the reference, please? It stands on the mail that you were sent.",
  "It is four, seven, one, one, dash, nine. The mail is at https://shop.example/mail/4711-9 if that helps.",
  "One moment.",
  "Thank you. Thursday between two and five in the afternoon is free. Shall I book that?",
  "Yes, please. And could the driver ring at the neighbour's if I am late?",
  "I have noted it. You will get a mail with the new time.",
  "Wonderful, thank you very much.",
  "You are welcome. Goodbye.",
];
const TURN_MS = 4_000;
const LONG_TURNS = 400;

/** What is remarkable about a call, by its place in the list. Other calls have ended after a short conversation. */
const WAITING = 0;
const ACTIVE = 1;
const SILENT = 3;
const UNRECORDED = 4;
const LONG = 5;
const SILENT_ACTIVE = 6;

/** Adds calls, place 0 the newest, all relative to `nowMs`. Returns their ids. */
export function fillWithCalls(simulator: Simulator, count: number, nowMs: number): string[] {
  return Array.from({ length: count }, (_, index) => addCall(simulator, index, nowMs));
}

/** Adds a turn at the end of a running call. */
export function addTurn(simulator: Simulator, callId: string, index: number): void {
  simulator.addMessage(callId, { role: speakerOf(index), text: SAID[index % SAID.length] ?? "" });
}

/** A call that arrives after the others. */
export function addNewerCall(simulator: Simulator): void {
  simulator.addCall({ status: "waiting", metadata: { tenant: "tenant-a" } });
}

function addCall(simulator: Simulator, index: number, nowMs: number): string {
  const status = statusOf(index);
  const turns = index === LONG ? LONG_TURNS : SAID.length;
  const durationSeconds = index === LONG ? (LONG_TURNS * TURN_MS) / 1000 : 45 + ((index * 7919) % 780);
  const title = TITLES[index % TITLES.length] ?? "";
  const id = simulator.addCall({
    status,
    created: new Date(nowMs - index * MINUTES_BETWEEN * 60_000 - LONG_TURNS * TURN_MS).toISOString(),
    metadata: { tenant: index % 2 ? "tenant-b" : "tenant-a" },
    language: "en",
    turns: 0,
    ...(status === "ended" && {
      durationSeconds,
      shortSummary: title,
      summary: `${title}. The agent confirmed it and read the reference back; the caller was content.`,
      recording: index === UNRECORDED ? null : { sampleRateHz: 8000, channels: 1 },
    }),
  });
  const isSilent = status === "waiting" || index === SILENT || index === SILENT_ACTIVE;
  if (!isSilent) speak(simulator, id, turns);
  return id;
}

function statusOf(index: number): "waiting" | "active" | "ended" {
  if (index === WAITING) return "waiting";
  return index === ACTIVE || index === SILENT_ACTIVE ? "active" : "ended";
}

/** Two speakers, and a tool in between. */
function speak(simulator: Simulator, id: string, turns: number): void {
  for (let index = 0; index < turns; index += 1) {
    const text = SAID[index % SAID.length] ?? "";
    const audioStartMs = index * TURN_MS;
    simulator.addMessage(id, {
      ...{ role: speakerOf(index), text },
      ...{ audioStartMs, audioEndMs: audioStartMs + TURN_MS - 600 },
    });
    if (index === 4) useTool(simulator, id);
  }
}

function useTool(simulator: Simulator, id: string): void {
  const tool = { toolName: "move_delivery", invocationId: "invocation-1" };
  const asked = '{"reference":"4711-9","day":"2026-11-26"}';
  simulator.addMessage(id, { ...tool, role: "tool_call", text: asked });
  simulator.addMessage(id, { ...tool, role: "tool_result", text: '{"ok":true,"window":"14:00-17:00"}' });
}

/** The agent speaks twice where the tool is used. */
function speakerOf(index: number): "user" | "agent" {
  const place = index % SAID.length;
  return (place % 2 === 1) === place < 5 ? "user" : "agent";
}
