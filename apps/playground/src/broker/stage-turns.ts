import type { CallEvent, Message } from "@keyhole/contract";

const TURN_MS = 4_000;

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

/** The transcript of every staged call: two speakers, a tool, a second stage. */
export function stagedTurns(): Message[] {
  const turns = SAID.map((text, index): Message => turn(index, speakerOf(index), text));
  const tool = { name: "move_delivery", invocationId: "invocation-1" };
  const call = { ...turn(5, "tool_call", '{"reference":"4711-9","day":"2026-11-26"}'), id: "0:50", tool };
  const result = {
    ...turn(5, "tool_result", '{"ok":true,"window":"14:00-17:00"}'),
    id: "0:51",
    tool,
  };
  return [...turns.slice(0, 5), call, result, ...turns.slice(5)];
}

/** The agent speaks twice where the tool is used. */
function speakerOf(index: number): "user" | "agent" {
  return (index % 2 === 1) === index < 5 ? "user" : "agent";
}

function turn(index: number, role: Message["role"], text: string): Message {
  const startMs = index * TURN_MS;
  const endMs = startMs + TURN_MS - 600;
  const isTool = role.startsWith("tool");
  return {
    id: `${index < 6 ? 0 : 1}:${index}`,
    role,
    text,
    medium: isTool ? null : "voice",
    audioStartMs: isTool ? null : startMs,
    audioEndMs: isTool ? null : endMs,
    startMs,
    endMs,
    stage: index < 6 ? 0 : 1,
    tool: null,
  };
}

const MANY_TURNS = 400;
const GROWTH_TURNS = 30;
const GROWTH_MS = 1_500;

/** A transcript in another shape; one that grows does so with the time since its viewer came. */
export function otherTurns(shape: "none" | "hidden-tools" | "many" | "growing", sinceMs: number): Message[] {
  if (shape === "none") return [];
  const hidden = (one: Message): Message => (one.tool ? { ...one, text: null } : one);
  if (shape === "hidden-tools") return stagedTurns().map(hidden);
  const count = shape === "many" ? MANY_TURNS : GROWTH_TURNS + Math.floor(sinceMs / GROWTH_MS);
  return Array.from({ length: count }, (_, index) => ({
    ...turn(index, speakerOf(index % SAID.length), SAID[index % SAID.length] ?? ""),
    id: `0:${index}`,
    stage: 0,
  }));
}

/** How long the staged recording is, in milliseconds. */
export const STAGED_RECORDING_MS = SAID.length * TURN_MS;

export function stagedEvents(): CallEvent[] {
  return [
    { atMs: 0, severity: "info", type: "call_started", text: "Call started" },
    { atMs: 21_000, severity: "warning", type: "tool_slow", text: "A tool took longer than 2 seconds" },
    { atMs: 38_000, severity: "error", type: "connection", text: "The connection was lost for a moment" },
  ];
}
