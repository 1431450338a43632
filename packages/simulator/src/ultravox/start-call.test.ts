import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, send, type WireCall } from "../../test/support/api-client.ts";
import { FakeClock } from "../../test/support/fake-clock.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { startReceiver } from "../../test/support/receiver.ts";
import { BOOKING_AGENT_ID, RECEPTION_AGENT_ID, SUPPORT_AGENT_ID } from "../calls/agents.ts";
import type { Simulator } from "../simulator.ts";
import { StartLimits } from "./start/start-limits.ts";

interface StartedCall extends WireCall {
  joinTimeout: string;
  maxDuration: string;
  recordingEnabled: boolean;
  initialOutputMedium: string;
  callbacks: object;
  firstSpeakerSettings: object;
  initialState: object;
  retentionPolicy: string | null;
}

const AGENT_CALLS = `/agents/${RECEPTION_AGENT_ID}/calls`;

function post(simulator: Simulator, path: string, body?: unknown): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  return send(simulator, path, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
}

async function start(simulator: Simulator, path = AGENT_CALLS, body?: unknown): Promise<StartedCall> {
  const response = await post(simulator, path, body);
  assert.equal(response.status, 201, await response.clone().text());
  return (await response.json()) as StartedCall;
}

const simulator = await startForTests({ callCount: 0, plan: "scale" });

test("starts a call of an agent, which waits to be joined", async () => {
  const call = await start(simulator);
  assert.deepEqual([call.joined, call.ended, call.endReason, call.clientVersion], [null, null, null, null]);
  assert.deepEqual([call.agentId, call.languageHint], [RECEPTION_AGENT_ID, "en"]);
  assert.deepEqual([call.joinTimeout, call.maxDuration, call.recordingEnabled], ["30s", "900s", true]);
  assert.deepEqual([call.medium, call.callbacks], [{ webRtc: {} }, {}]);
  assert.equal(simulator.describeCall(call.callId).status, "waiting");
});

test("gives a joinUrl on this machine, another one for each call", async () => {
  const urls = [(await start(simulator)).joinUrl, (await start(simulator)).joinUrl].map(
    (joinUrl) => new URL(joinUrl ?? assert.fail("no joinUrl")),
  );
  for (const url of urls) {
    assert.equal(url.protocol, "ws:");
    assert.equal(url.host, new URL(simulator.baseUrl).host);
    assert.ok(url.searchParams.get("token"));
  }
  assert.notEqual(urls[0]?.href, urls[1]?.href);
});

test("keeps what the request sets", async () => {
  const body = {
    metadata: { tenant: "tenant-b", page: "/" },
    joinTimeout: "60s",
    maxDuration: "12.5s",
    recordingEnabled: false,
    initialOutputMedium: "MESSAGE_MEDIUM_TEXT",
    firstSpeakerSettings: { user: { fallback: { delay: "8s", text: "Hello?" } } },
    callbacks: { ended: { url: "https://hooks.example/ended", secrets: ["s".repeat(20)] } },
    retentionPolicy: "CALL_RETENTION_POLICY_AUTO_DELETE",
    templateContext: { order: "4711" },
    sharedSecrets: ["x".repeat(16)],
  };
  const call = await start(simulator, AGENT_CALLS, body);
  assert.deepEqual(call.metadata, body.metadata);
  assert.deepEqual([call.joinTimeout, call.maxDuration], ["60s", "12.5s"]);
  assert.deepEqual([call.recordingEnabled, call.initialOutputMedium], [false, body.initialOutputMedium]);
  assert.deepEqual([call.callbacks, call.firstSpeakerSettings], [body.callbacks, body.firstSpeakerSettings]);
  assert.equal(call.retentionPolicy, "auto_delete");
  assert.doesNotMatch(JSON.stringify(call), /sharedSecrets|x{16}|4711/, "write-only fields stay inside");
  assert.deepEqual(simulator.describeCall(call.callId).request, body);
});

test("shows a started call in the lists, filtered by its metadata", async () => {
  const call = await start(simulator, AGENT_CALLS, { metadata: { marker: "listed" } });
  for (const path of ["/calls?metadata.marker=listed", `${AGENT_CALLS}?pageSize=1`]) {
    const [newest] = (await read(simulator, path)).results;
    assert.deepEqual(newest, call);
  }
});

test("starts another call for the same request: the vendor has no idempotency", async () => {
  const body = { metadata: { marker: "twice" } };
  const ids = [await start(simulator, AGENT_CALLS, body), await start(simulator, AGENT_CALLS, body)];
  assert.notEqual(ids[0]?.callId, ids[1]?.callId);
  assert.equal((await readAll(simulator, "/calls?metadata.marker=twice")).length, 2);
});

test("starts a call without an agent from its own settings", async () => {
  const call = await start(simulator, "/calls", {
    systemPrompt: "You are a test.",
    languageHint: "de",
    initialState: { step: 1 },
    temperature: 0.3,
  });
  assert.deepEqual([call.agent, call.agentId, call.systemPrompt], [null, null, "You are a test."]);
  assert.deepEqual([call.languageHint, call.initialState, call.maxDuration], ["de", { step: 1 }, "3600s"]);
  assert.equal(call.recordingEnabled, false);
});

test("takes the properties and the history of a prior call", async () => {
  const first = await start(simulator, "/calls", { systemPrompt: "P.", metadata: { k: "v" } });
  simulator.joinCall(first.callId);
  simulator.addMessage(first.callId, { role: "user", text: "What did I say?" });
  const next = await start(simulator, `/calls?priorCallId=${first.callId}`, { metadata: { k: "w" } });
  assert.deepEqual([next.systemPrompt, next.metadata], ["P.", { k: "w" }]);
  const path = `/calls/${next.callId}/messages?mode=last_stage`;
  const messages = await readAll<{ text: string }>(simulator, path);
  assert.deepEqual(
    messages.map(({ text }) => text),
    ["What did I say?"],
  );
});

const WRONG_AGENT_BODIES: [field: string, body: Record<string, unknown>][] = [
  ["metadata", { metadata: { count: 1 } }],
  ["metadata", { metadata: { "ultravox.source": "page" } }],
  ["metadata", { metadata: ["a"] }],
  ["joinTimeout", { joinTimeout: "30" }],
  ["joinTimeout", { joinTimeout: 30 }],
  ["maxDuration", { maxDuration: "0s" }],
  ["maxDuration", { maxDuration: "-5s" }],
  ["medium", { medium: { webRtc: {}, twilio: {} } }],
  ["medium", { medium: { pigeon: {} } }],
  ["recordingEnabled", { recordingEnabled: "true" }],
  ["initialOutputMedium", { initialOutputMedium: "voice" }],
  ["firstSpeakerSettings", { firstSpeakerSettings: { user: {}, agent: {} } }],
  ["callbacks", { callbacks: { left: { url: "https://a.example" } } }],
  ["callbacks", { callbacks: { ended: { url: "not a url" } } }],
  ["callbacks", { callbacks: { ended: { url: "https://a.example", secrets: ["s".repeat(121)] } } }],
  ["sharedSecrets", { sharedSecrets: ["short"] }],
  ["initialMessages", { initialMessages: [{ role: "user", text: "Hi" }] }],
  ["retentionPolicy", { retentionPolicy: "retain" }],
  ["templateContext", { templateContext: "name" }],
  ["systemPrompt", { systemPrompt: "An agent has its own." }],
  ["joinTimeOut", { joinTimeOut: "30s" }],
  ["__proto__", JSON.parse('{"__proto__": {}}')],
];

test("answers 400 with the wrong field of an agent's call, and starts nothing", async () => {
  const before = simulator.state().calls;
  for (const [field, body] of WRONG_AGENT_BODIES) {
    const response = await post(simulator, AGENT_CALLS, body);
    const text = await response.text();
    assert.equal(response.status, 400, `${JSON.stringify(body)}: ${text}`);
    assert.ok(text.startsWith(`{"${field}":["`), text);
  }
  assert.equal(simulator.state().calls, before);
});

test("answers 400 with the wrong field of a call without an agent", async () => {
  const wrong: [string, string, object][] = [
    ["temperature", "/calls", { temperature: 2 }],
    ["externalVoice", "/calls", { voice: "Mark", externalVoice: {} }],
    ["templateContext", "/calls", { templateContext: {} }],
    ["languageHint", "/calls", { languageHint: "x".repeat(17) }],
    ["priorCallId", "/calls?priorCallId=1", {}],
    ["priorCallId", "/calls?priorCallId=00000000-0000-4000-8000-000000000000", {}],
    ["throttle", "/calls?throttle=nosuch", {}],
  ];
  for (const [field, path, body] of wrong) {
    const response = await post(simulator, path, body);
    assert.equal(response.status, 400, path);
    assert.deepEqual(Object.keys((await response.json()) as object), [field]);
  }
});

test("requires the variables of the agent's template as strings", async () => {
  const path = `/agents/${SUPPORT_AGENT_ID}/calls`;
  const contexts: [number, unknown][] = [
    [400, undefined],
    [400, {}],
    [400, { name: 7 }],
    [201, { name: "Mia" }],
    [201, { name: "", order: "1" }],
  ];
  for (const [status, templateContext] of contexts) {
    const response = await post(simulator, path, templateContext === undefined ? {} : { templateContext });
    assert.equal(response.status, status, JSON.stringify(templateContext));
    await response.body?.cancel();
  }
  const agent = await read<{ callTemplate: { contextSchema: object } }>(
    simulator,
    `/agents/${SUPPORT_AGENT_ID}`,
  );
  assert.deepEqual(agent.callTemplate.contextSchema, {
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
  });
});

test("refuses a body that is no JSON object, or too large", async () => {
  const cases: [number, string, string][] = [
    [400, "application/json", "{"],
    [400, "application/json", "[]"],
    [400, "application/json", '"x"'],
    [415, "text/plain", "{}"],
    [413, "application/json", `{"x":"${"x".repeat(1024 * 1024)}"}`],
  ];
  for (const [status, type, body] of cases) {
    const init = { method: "POST", headers: { "Content-Type": type }, body };
    const response = await send(simulator, AGENT_CALLS, init);
    assert.equal(response.status, status, `${type} ${body.slice(0, 20)}`);
    await response.body?.cancel();
  }
  const empty = await send(simulator, AGENT_CALLS, { method: "POST" });
  assert.equal(empty.status, 201, "an empty body sets nothing");
  assert.equal((await post(simulator, "/agents/nobody/calls")).status, 404);
});

test("ends a call that nobody joins at its join timeout, as unjoined", async () => {
  const clock = new FakeClock();
  const own = await startForTests({ callCount: 0 }, clock);
  const call = await start(own, AGENT_CALLS, { joinTimeout: "10s" });
  clock.advance(9_999);
  assert.equal((await read<WireCall>(own, `/calls/${call.callId}`)).ended, null);
  clock.advance(1);
  const after = await read<WireCall>(own, `/calls/${call.callId}`);
  assert.deepEqual([after.joined, after.endReason], [null, "unjoined"]);
  assert.equal(Date.parse(after.ended ?? "") - Date.parse(after.created), 10_000);
  assert.throws(() => own.joinCall(call.callId), /^TypeError: callId: this call does not wait/);
});

test("ends a joined call at its maximum duration, as a timeout", async () => {
  const clock = new FakeClock();
  const own = await startForTests({ callCount: 0 }, clock);
  const { callId } = await start(own, AGENT_CALLS, { maxDuration: "60s" });
  clock.advance(5_000);
  own.joinCall(callId);
  own.addMessage(callId, { role: "user", text: "Hello?" });
  clock.advance(61_000);
  const after = await read<WireCall>(own, `/calls/${callId}`);
  assert.equal(after.endReason, "timeout");
  assert.equal(Date.parse(after.ended ?? "") - Date.parse(after.joined ?? ""), 60_000);
  assert.equal(own.describeCall(callId).messages, 1, "what was said stays");
});

test("tells webhooks that a call is started, joined, and ended although nobody asks", async () => {
  const clock = new FakeClock();
  const { url, received, has } = await startReceiver();
  const own = await startForTests({ callCount: 0, webhooks: [{ url, secrets: ["s"] }] }, clock);
  const toldAll = async (count: number) => {
    await has(count);
    return received
      .splice(0)
      .map(({ body }) => JSON.parse(body) as { event: string; call: { callId: string } })
      .map(({ event, call }) => `${event} ${call.callId}`)
      .toSorted();
  };
  const unjoined = (await start(own, AGENT_CALLS, { joinTimeout: "5s" })).callId;
  const joined = (await start(own, AGENT_CALLS, { maxDuration: "60s" })).callId;
  own.joinCall(joined);
  assert.deepEqual(
    await toldAll(3),
    [`call.joined ${joined}`, `call.started ${joined}`, `call.started ${unjoined}`].toSorted(),
  );
  clock.advance(5_000);
  assert.deepEqual(await toldAll(2), [`call.billed ${unjoined}`, `call.ended ${unjoined}`]);
  clock.advance(55_000);
  assert.deepEqual(await toldAll(2), [`call.billed ${joined}`, `call.ended ${joined}`]);
});

test("limits starts per second and per minute to those of each plan", () => {
  const plans = [
    ["free", 5, 30],
    ["pro", 10, 120],
    ["scale", 30, 360],
  ] as const;
  for (const [plan, perSecond, perMinute] of plans) {
    let nowMs = 0;
    const limits = new StartLimits(plan, {}, () => nowMs);
    for (let second = 0; second < perMinute / perSecond; second += 1) {
      nowMs = second * 1000;
      for (let count = 0; count < perSecond; count += 1) assert.equal(limits.take([], null), null);
      const isFull = (second + 1) * perSecond === perMinute;
      const waitSeconds = isFull ? 60 - second : 1;
      assert.deepEqual(limits.take([], null), { reason: "rate", waitSeconds }, `${plan} in second ${second}`);
    }
  }
});

test("answers 429 with a truthful Retry-After above the plan's rate, and starts nothing", async () => {
  const clock = new FakeClock();
  const own = await startForTests({ callCount: 0 }, clock);
  for (let count = 0; count < 10; count += 1) await start(own);
  const refused = await post(own, AGENT_CALLS);
  assert.deepEqual([refused.status, refused.headers.get("Retry-After")], [429, "1"]);
  assert.equal(own.state().calls, 10);
  clock.advance(1000);
  assert.equal((await post(own, AGENT_CALLS)).status, 201);
});

test("lets five calls run at once on the free plan, unjoined ones included", async () => {
  const clock = new FakeClock();
  const own = await startForTests({ callCount: 0, plan: "free" }, clock);
  const calls = [];
  for (let count = 0; count < 5; count += 1) calls.push(await start(own));
  clock.advance(2_000);
  const refused = await post(own, AGENT_CALLS);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get("Retry-After")) > 0);
  own.joinCall(calls[0]?.callId ?? "");
  assert.equal((await post(own, AGENT_CALLS)).status, 429, "a joined call keeps its slot");
  own.endCall(calls[0]?.callId ?? "");
  assert.equal((await post(own, AGENT_CALLS)).status, 201, "an ended call frees its slot");
  clock.advance(28_000);
  assert.equal((await post(own, AGENT_CALLS)).status, 201, "so does the join timeout");
  const account = await read<{ allowedConcurrentCalls: number }>(own, "/accounts/me");
  assert.equal(account.allowedConcurrentCalls, 5);
});

test("applies every rule of the throttle that a request names, and of no other", async () => {
  const clock = new FakeClock();
  const rules = [
    { maxCalls: 2, windowSeconds: 10 },
    { maxCalls: 3, windowSeconds: 60 },
  ];
  const own = await startForTests({ callCount: 0, callThrottles: { shop: rules } }, clock);
  const statuses: (number | string | null)[] = [];
  const ask = async (query: string) => {
    const response = await post(own, `${AGENT_CALLS}${query}`);
    statuses.push(response.status, response.headers.get("Retry-After"));
  };
  for (let count = 0; count < 3; count += 1) await ask("?throttle=shop");
  await ask("");
  clock.advance(10_000);
  for (let count = 0; count < 2; count += 1) await ask("?throttle=shop");
  assert.deepEqual(statuses, [201, null, 201, null, 429, "10", 201, null, 201, null, 429, "50"]);
});

test("starts the call although the answer gets lost, if the scenario says so", async () => {
  const own = await startForTests({ callCount: 0, scenario: "starts-lost" });
  await assert.rejects(post(own, AGENT_CALLS, { metadata: { marker: "lost" } }));
  const found = await readAll(own, "/calls?metadata.marker=lost");
  assert.equal(found.length, 1);
});

test("refuses starts alone, if the scenario says so", async () => {
  const own = await startForTests({ callCount: 0 });
  for (const [scenario, status] of [
    ["starts-rate-limited", 429],
    ["starts-unavailable", 503],
  ] as const) {
    own.setScenario(scenario);
    const response = await post(own, AGENT_CALLS);
    assert.equal(response.status, status);
    assert.equal(response.headers.get("Retry-After"), "2");
    assert.equal((await send(own, "/calls")).status, 200);
  }
  assert.equal(own.state().calls, 0);
});

test("speaks each agent's language", async () => {
  const call = await start(simulator, `/agents/${BOOKING_AGENT_ID}/calls`);
  assert.equal(call.languageHint, "ja");
  assert.equal(simulator.describeCall(call.callId).languageHint, "ja");
});

test("POST send_data_message hangs up, writes and speaks in an active call", async () => {
  const { callId } = await start(simulator);
  const path = `/calls/${callId}/send_data_message`;
  assert.equal((await post(simulator, path, { type: "hang_up" })).status, 422, "nobody has joined");
  simulator.joinCall(callId);
  assert.equal((await post(simulator, path, { type: "user_text_message", text: "Hi" })).status, 204);
  assert.equal((await post(simulator, path, { type: "forced_agent_message", content: "Yes" })).status, 204);
  assert.equal((await post(simulator, path, { type: "hang_up" })).status, 204);
  assert.equal((await post(simulator, path, { type: "hang_up" })).status, 422, "it has ended");
  const { messages, status } = simulator.describeCall(callId);
  assert.deepEqual([status, messages], ["ended", 2]);
  assert.equal((await read<WireCall>(simulator, `/calls/${callId}`)).endReason, "hangup");
});

test("POST send_data_message refuses other messages, other calls and other methods", async () => {
  const callId = simulator.addCall({ status: "active" });
  const path = `/calls/${callId}/send_data_message`;
  for (const body of [{}, { type: "ping" }, { type: 7 }, { type: "user_text_message" }]) {
    assert.equal((await post(simulator, path, body)).status, 400, JSON.stringify(body));
  }
  assert.equal((await post(simulator, "/calls/nobody/send_data_message", { type: "hang_up" })).status, 404);
  const wrongMethod = await send(simulator, path);
  assert.deepEqual([wrongMethod.status, wrongMethod.headers.get("Allow")], [405, "POST"]);
});
