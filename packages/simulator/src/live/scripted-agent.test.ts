import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { ENGLISH } from "../languages/european.ts";
import type { MessageInput } from "../transcript/added-turn.ts";
import { type AgentOptions, ScriptedAgent } from "./scripted-agent.ts";

interface Sent {
  type: string;
  state?: string;
  role?: string;
  text?: string;
  delta?: string;
  ordinal?: number;
  toolName?: string;
  invocationId?: string;
  parameters?: object;
}

/** An agent on a line that remembers everything, on a clock that stands still. */
function startAgent(t: TestContext, options: Partial<AgentOptions> = {}) {
  const clock = new FakeClock();
  const closed = new AbortController();
  t.after(() => closed.abort());
  const sent: Sent[] = [];
  const written: MessageInput[] = [];
  const events: string[] = [];
  const agent = new ScriptedAgent({
    clock,
    seed: 1,
    language: ENGLISH,
    speaksFirst: true,
    medium: "voice",
    closed: closed.signal,
    line: {
      send: (message) => sent.push(message as Sent),
      setSpeaking: (isSpeaking) => events.push(isSpeaking ? "voice" : "silence"),
      write: (message) => written.push(message),
      hangUp: () => events.push("hang up"),
    },
    ...options,
  });
  void agent.run();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      await setImmediate();
    }
  };
  return { agent, sent, written, events, pass };
}

const states = (sent: Sent[]) => sent.flatMap(({ state }) => state ?? []);
const { greeting } = ENGLISH.dialogue;

test("greets with a voice and a transcript that grows, then listens", async (t) => {
  const { sent, written, events, pass } = startAgent(t);
  await pass(5000);
  assert.deepEqual(states(sent), ["thinking", "speaking", "listening"]);
  assert.deepEqual(events, ["voice", "silence"]);
  const deltas = sent.flatMap(({ delta }) => delta ?? []);
  assert.ok(deltas.length > 3);
  assert.equal(deltas.join(""), greeting);
  assert.deepEqual(sent.find(({ text }) => text !== undefined)?.text, greeting);
  const [{ audioStartMs = 0, audioEndMs = 0, ...message } = assert.fail()] = written;
  assert.deepEqual(message, { role: "agent", text: greeting, medium: "voice" });
  assert.ok(audioStartMs >= 400 && audioEndMs > audioStartMs + 1500);
});

test("waits for the caller where the caller speaks first", async (t) => {
  const { agent, sent, written, pass } = startAgent(t, { speaksFirst: false });
  await pass(3000);
  assert.deepEqual([states(sent), written], [["listening"], []]);
  agent.hearVoice(800);
  await pass(8000);
  assert.deepEqual(
    written.map(({ role }) => role),
    ["user", "agent"],
  );
  assert.equal(written[0]?.text, ENGLISH.dialogue.user[0]);
});

test("stops in the middle when interrupted, and keeps only what it has said", async (t) => {
  const { agent, written, events, pass } = startAgent(t);
  await pass(1400);
  agent.interrupt();
  await pass(50);
  const { text = "" } = written[0] ?? {};
  assert.ok(text !== "" && text.length < greeting.length && greeting.startsWith(text), text);
  assert.deepEqual(events, ["voice", "silence"]);
});

test("takes no turn from a caller who is heard while it speaks", async (t) => {
  const { agent, written, pass } = startAgent(t);
  await pass(800);
  agent.hearVoice(300);
  await pass(6000);
  assert.deepEqual(
    written.map(({ text }) => text),
    [greeting],
  );
});

test("gives each message an ordinal of its own, in order", async (t) => {
  const { agent, sent, pass } = startAgent(t);
  await pass(5000);
  agent.hearText("One");
  await pass(20_000);
  agent.hearText("Two");
  await pass(100);
  const ordinals = sent.flatMap(({ type, ordinal }) => (type === "transcript" ? (ordinal ?? []) : []));
  assert.deepEqual([...new Set(ordinals)], [0, 1, 2, 3]);
  assert.deepEqual(ordinals, ordinals.toSorted());
});

test("calls a tool at the second turn, and goes on with its result", async (t) => {
  const { agent, sent, written, pass } = startAgent(t);
  await pass(5000);
  for (const text of ["One", "Two"]) {
    agent.hearText(text);
    await pass(20_000);
  }
  const call = sent.find(({ type }) => type === "client_tool_invocation");
  assert.deepEqual([call?.toolName, call?.parameters], ["show-map", {}]);
  const result = written.find(({ role }) => role === "tool_result");
  assert.match(result?.errorDetails ?? "", /^timeout: /, "nobody answered");
  agent.hearText('/tool say-it {"word": "yes"}');
  await pass(100);
  const { invocationId = "" } = sent.findLast(({ type }) => type === "client_tool_invocation") ?? {};
  agent.takeResult({ invocationId, result: "said" });
  await pass(100);
  const last = written.findLast(({ role }) => role === "tool_result");
  assert.deepEqual([last?.text, last?.toolName, last?.errorDetails], ["said", "say-it", undefined]);
});

test("hangs up after a farewell in any of its languages", async (t) => {
  for (const text of ["Bye.", "Tschüss!", "¡Adiós!", "さようなら", "مع السلامة"]) {
    const { agent, events, pass } = startAgent(t, { medium: "text" });
    await pass(1000);
    agent.hearText(text);
    await pass(1000);
    assert.deepEqual(events, ["hang up"], text);
  }
});

test("writes without a voice in text", async (t) => {
  const { agent, sent, events, pass } = startAgent(t, { medium: "text" });
  await pass(1000);
  assert.deepEqual([states(sent), events], [["thinking", "listening"], []]);
  agent.setMedium("voice");
  agent.force("Aloud.");
  await pass(2000);
  assert.deepEqual(events, ["voice", "silence"]);
});
