import type { Message } from "@keyhole/contract";

const SAID = [
  "Good morning, you have reached the front desk. How can I help you?",
  "Hi, I would like to move my appointment from Tuesday to some time later in the week, if that is possible.",
  "Of course. Let me look at what is free.",
  "Thursday in the afternoon would be best for me, after three.",
  "There is a place at half past three. Shall I book it? You can also do so at https://example.com/book?day=4.",
  "Yes, please.",
] as const;

/** One turn. */
export function turn(fields: Partial<Message> & Pick<Message, "id">): Message {
  const { audioStartMs = null, audioEndMs = null } = fields;
  return {
    role: "agent",
    text: "Hello.",
    medium: "voice",
    audioStartMs,
    audioEndMs,
    startMs: audioStartMs,
    endMs: audioEndMs,
    stage: 0,
    tool: null,
    ...fields,
  };
}

/** A conversation, agent first, each turn as long as told with a pause of a tenth after it. */
export function turns(count: number, turnMs = 5_000): Message[] {
  return Array.from({ length: count }, (_, n) => {
    const audioStartMs = n * turnMs;
    return turn({
      id: `0:${n}`,
      role: n % 2 === 0 ? "agent" : "user",
      text: `${SAID[n % SAID.length]} (${n})`,
      audioStartMs,
      audioEndMs: audioStartMs + turnMs * 0.9,
    });
  });
}

/** What a tool was asked, and what it answered. */
export function toolUse(n: number, atMs: number, stage = 0): Message[] {
  const tool = { name: "find_slot", invocationId: `i${n}` };
  const fields = { medium: null, stage, tool, startMs: atMs, endMs: atMs };
  return [
    turn({ ...fields, id: `${stage}:${n}`, role: "tool_call", text: '{"day":"Thursday","after":"15:00"}' }),
    turn({ ...fields, id: `${stage}:${n + 1}`, role: "tool_result", text: '{"slots":["15:30"]}' }),
  ];
}
