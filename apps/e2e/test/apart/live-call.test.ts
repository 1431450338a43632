/** The vendor's own client joins calls of the simulator, with a microphone that beeps. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Clock, RECEPTION_AGENT_ID, type Simulator, startSimulator } from "@keyhole/simulator";
import { type Caller, LiveBrowser } from "../support/live-call-page.ts";

/** The machine's clock, which a test can set forward: recordings are ready half a minute after the end. */
let skippedMs = 0;
const clock: Clock = {
  nowMs: () => performance.now() + skippedMs,
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};

let simulator: Simulator;
let browser: LiveBrowser;
before(async () => {
  simulator = await startSimulator({ callCount: 0, slowMs: 300 }, clock);
  browser = await LiveBrowser.start();
});
after(async () => {
  await browser?.close();
  await simulator?.close();
});

interface StartedCall {
  callId: string;
  joinUrl: string;
  joined: string | null;
  ended: string | null;
  endReason: string | null;
  clientVersion: string | null;
}

function ask(path: string, body?: object): Promise<Response> {
  const headers = { "X-API-Key": simulator.apiKey, "Content-Type": "application/json" };
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return fetch(`${simulator.baseUrl}${path}`, { ...init, headers, redirect: "manual" });
}

async function start(body: object = {}): Promise<StartedCall> {
  const response = await ask(`/agents/${RECEPTION_AGENT_ID}/calls`, { joinTimeout: "120s", ...body });
  assert.equal(response.status, 201);
  return (await response.json()) as StartedCall;
}

const read = async <Body>(path: string) => (await (await ask(path)).json()) as Body;
const call = (callId: string) => read<StartedCall>(`/calls/${callId}`);

interface Message {
  role: string;
  text: string;
  medium?: string;
  toolName?: string;
  errorDetails?: string;
  timespan?: { start: string; end: string };
}

const messages = async (callId: string) =>
  (await read<{ results: Message[] }>(`/calls/${callId}/messages?mode=in_call&pageSize=100`)).results;

/** Waits until the agent has finished its greeting. */
const greeted = (caller: Caller) =>
  caller.sees("the agent listens", ({ status, transcripts }) => {
    return status === "listening" && transcripts[0]?.isFinal === true;
  });

test("joins, hears the agent, is heard, and finds the call in the list, with transcript and recording", async () => {
  const { callId, joinUrl } = await start({ metadata: { tenant: "tenant-a" } });
  const caller = await browser.join(joinUrl);
  await caller.sees("the agent is audible", ({ heard, status }) => heard > 0.001 && status === "speaking");
  const [listed] = (await read<{ results: StartedCall[] }>("/calls?metadata.tenant=tenant-a")).results;
  assert.deepEqual([listed?.callId, listed?.ended], [callId, null]);
  assert.ok(listed?.joined);
  assert.equal(listed.clientVersion, "web_0.5.0");
  assert.equal(simulator.describeCall(callId).status, "active");
  const { transcripts, sent } = await caller.sees("the agent answers what it heard", (state) => {
    return state.transcripts.filter(({ speaker }) => speaker === "agent").length > 1;
  });
  assert.ok(sent > 0);
  // A busy machine sends the microphone's beeps with gaps, and each is a turn then.
  const turns = transcripts.map(({ speaker, medium }) => `${speaker} ${medium}`);
  assert.deepEqual(turns.filter((turn, place) => turn !== turns[place - 1]).slice(0, 3), [
    "agent voice",
    "user voice",
    "agent voice",
  ]);
  await caller.leave();
  await caller.sees("the call is over", ({ status }) => status === "disconnected");
  assert.equal((await call(callId)).endReason, "hangup");
  const written = await messages(callId);
  assert.deepEqual(
    written.slice(0, 2).map(({ text }) => text),
    transcripts.slice(0, 2).map(({ text }) => text),
  );
  skippedMs += 60_000;
  const redirect = await ask(`/calls/${callId}/recording`);
  const recording = await fetch(redirect.headers.get("Location") ?? assert.fail(`${redirect.status}`));
  assert.equal(recording.headers.get("Content-Type"), "audio/wav");
  const samples = new Int16Array((await recording.arrayBuffer()).slice(44));
  const [greeting] = written;
  const agentAt = (seconds: number) => samples[Math.round(seconds * 16_000) * 2 + 1] ?? 0;
  const startSeconds = parseFloat(greeting?.timespan?.start ?? "");
  const loud = Array.from({ length: 100 }, (_, step) => Math.abs(agentAt(startSeconds + step / 500)));
  assert.ok(
    Math.max(...loud) > 1000,
    `the greeting is in the recording: ${Math.max(...loud)} at ${startSeconds} of ${samples.length}`,
  );
});

test("answers what is typed, calls a tool of the page, and hangs up after a farewell", async () => {
  const { callId, joinUrl } = await start();
  const caller = await browser.join(joinUrl, { isMuted: true });
  await greeted(caller);
  await caller.type("When are you open?");
  await caller.sees("the answer is spoken", ({ transcripts, status }) => {
    return status === "listening" && transcripts[2]?.isFinal === true;
  });
  await caller.type('/tool show-map {"zoom": 3}');
  await caller.sees("the tool is called", ({ tools }) => tools.length > 0);
  await caller.type("/tool fly");
  await caller.type(`A long text is sent another way. ${"x".repeat(2000)}`);
  await caller.type("Goodbye!");
  const { tools } = await caller.sees("the agent hangs up", ({ status }) => status === "disconnected");
  assert.deepEqual(tools, [{ zoom: 3 }]);
  assert.equal((await call(callId)).endReason, "agent_hangup");
  const written = await messages(callId);
  const results = written.filter(({ role }) => role === "MESSAGE_ROLE_TOOL_RESULT");
  assert.deepEqual(
    results.map(({ toolName, text, errorDetails }) => [toolName, text, errorDetails?.split(":")[0]]),
    [
      ["show-map", "shown", undefined],
      ["fly", "", "undefined"],
    ],
  );
  const typed = written.filter(({ role }) => role === "MESSAGE_ROLE_USER");
  assert.ok(typed.every(({ medium }) => medium === "MESSAGE_MEDIUM_TEXT"));
  assert.equal(typed[3]?.text.length, 2033);
});

test("writes instead of speaking where the call starts with text", async () => {
  const { joinUrl } = await start({ initialOutputMedium: "MESSAGE_MEDIUM_TEXT" });
  const caller = await browser.join(joinUrl, { isMuted: true });
  const { statuses, transcripts, heard } = await greeted(caller);
  assert.equal(transcripts[0]?.medium, "text");
  assert.ok(!statuses.includes("speaking"));
  assert.ok(heard < 0.001);
  await caller.leave();
});

test("takes messages over the API while somebody is in the call, and hangs up", async () => {
  const { callId, joinUrl } = await start();
  const caller = await browser.join(joinUrl, { isMuted: true });
  await greeted(caller);
  const path = `/calls/${callId}/send_data_message`;
  assert.equal((await ask(path, { type: "forced_agent_message", content: "One more thing." })).status, 204);
  await caller.sees("the agent says it", ({ transcripts }) => transcripts.at(-1)?.text === "One more thing.");
  assert.equal((await ask(path, { type: "hang_up" })).status, 204);
  await caller.sees("the client is let go", ({ status }) => status === "disconnected");
  assert.equal((await call(callId)).endReason, "hangup");
});

test("refuses a joinUrl that is used, expired, unknown or forged", async () => {
  const used = await start();
  const caller = await browser.join(used.joinUrl, { isMuted: true });
  await greeted(caller);
  const expired = await start({ joinTimeout: "10s" });
  const forged = new URL((await start()).joinUrl);
  forged.searchParams.set("token", "simsecret_join_0");
  const unknown = (await start()).joinUrl.replace(/calls\/[0-9a-f-]+/, `calls/${crypto.randomUUID()}`);
  skippedMs += 10_000;
  for (const joinUrl of [used.joinUrl, expired.joinUrl, forged.href, unknown]) {
    const refused = await browser.join(joinUrl);
    const { statuses } = await refused.sees(
      "the socket is refused",
      ({ status }) => status === "disconnected",
    );
    assert.deepEqual(statuses, ["connecting", "disconnecting", "disconnected"], joinUrl);
    await refused.page.close();
  }
  assert.equal((await call(expired.callId)).endReason, "unjoined");
  assert.equal((await caller.state()).status, "listening", "the first caller is still there");
  await caller.leave();
});

/** Each fault, and what the vendor's client makes of it: its last status, and the call's end reason. */
const FAULTS = {
  "join-denied": ["disconnected", null],
  "join-slow": ["speaking", null],
  "join-silent": ["connecting", null],
  "room-denied": ["connecting", null],
  "room-silent": ["connecting", null],
  "agent-silent": ["idle", null],
  "call-ends-at-once": ["disconnected", "agent_hangup"],
  "call-drops": ["disconnected", "connection_error"],
} as const;

for (const [scenario, [status, endReason]] of Object.entries(FAULTS)) {
  test(`${scenario}: the client ends up ${status}`, async () => {
    simulator.setScenario(scenario as keyof typeof FAULTS);
    const { callId, joinUrl } = await start();
    const caller = await browser.join(joinUrl);
    await caller.sees(`the client is ${status}`, (state) => state.status === status);
    if (scenario === "room-denied") {
      const { status: last } = await caller.sees(
        "nobody catches the refusal",
        ({ errors }) => errors.length > 0,
      );
      assert.equal(last, "connecting", "the client is stuck");
    }
    simulator.setScenario("normal");
    assert.equal((await call(callId)).endReason, endReason);
    await caller.page.close();
  });
}
