import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, type WireCall } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { recordingUrl } from "../../test/support/recordings.ts";
import { AGENTS } from "./agents.ts";
import { SECRET_PREFIX, secretsIn } from "./secret.ts";

const simulator = await startForTests({ callCount: 180 });
const secrets = [...simulator.secrets()];

/** All answers about a call, as text. */
async function answersAbout({ callId }: WireCall): Promise<string> {
  const texts = [JSON.stringify(await read(simulator, `/calls/${callId}`))];
  for (const part of ["messages?mode=in_call", "events?minimum_severity=debug", "stages?", "tools?"]) {
    const path = `/calls/${callId}/${part}&pageSize=100`;
    const rows = part === "tools?" ? await read(simulator, path) : await readAll<object>(simulator, path);
    texts.push(JSON.stringify(rows));
  }
  texts.push(await recordingUrl(simulator, callId));
  return texts.join("\n");
}

const answers = new Map<string, string>();
for (const call of await readAll(simulator, "/calls?pageSize=100")) {
  answers.set(call.callId, await answersAbout(call));
}
for (const { agentId } of AGENTS) {
  answers.set(agentId, JSON.stringify(await read(simulator, `/agents/${agentId}`)));
}

test("fills every dangerous field", () => {
  const fields = new Set(secrets.map((secret) => secret.field));
  for (const field of ["errorDetails", "callState.crmToken", "metadata.trace", "extras.trace"]) {
    const isFilled = [...fields].some((name) => name.endsWith(`.${field}`));
    assert.ok(isFilled, `${field} of messages and events`);
  }
  const expected = [
    "joinUrl",
    "systemPrompt",
    "callbacks.joined.secrets.0",
    "callbacks.ended.secrets.1",
    "callbacks.billed.url",
    "medium.sip.outgoing.password",
    "medium.twilio.outgoing.additionalParams.statusCallback",
    "dataConnectionConfig.websocketUrl",
    "dataConnectionConfig.headers.Authorization",
    "requestContext.session",
    "initialState.customer.crmToken",
    "experimentalSettings.accessToken",
    "firstSpeakerSettings.agent.text",
    "firstSpeakerSettings.user.fallback.prompt",
    "stages.0.systemPrompt",
    "stages.0.initialState.crmToken",
    "tools.0.definition.http.baseUrlPattern",
    "tools.0.definition.staticParameters.0.value",
    "recording.Location",
    "callTemplate.systemPrompt",
    "callTemplate.dataConnection.headers.Authorization",
    "callTemplate.selectedTools.0.authTokens.crm",
  ];
  assert.deepEqual(
    expected.filter((field) => !fields.has(field)),
    [],
  );
});

test("lists values that occur in the answers about their owner alone", () => {
  assert.equal(new Set(secrets.map((secret) => secret.value)).size, secrets.length);
  for (const { owner, field, value } of secrets) {
    // A call without a recording, or with one that the API answers itself, has no signed URL.
    if (field === "recording.Location") continue;
    assert.ok(answers.get(owner)?.includes(value), `${field} of ${owner}`);
  }
  const located = secrets.filter(({ owner, field, value }) => {
    return field === "recording.Location" && answers.get(owner)?.includes(value);
  });
  assert.ok(located.length > 50, `${located.length} addresses`);
});

test("lists every recognisable value of the answers", () => {
  const known = new Set(secrets.map((secret) => secret.value));
  const found = [...answers.values()].join("\n").match(/simsecret_\w+/g) ?? [];
  assert.ok(found.length > 5000, `${found.length} found`);
  assert.deepEqual(
    found.filter((value) => !known.has(value)),
    [],
  );
});

test("keeps such values out of what a page may show", async () => {
  for (const call of await readAll(simulator, "/calls?pageSize=100")) {
    const { callId, agent, metadata, summary, shortSummary, languageHint, voice } = call;
    const shown = JSON.stringify({ callId, agent, metadata, summary, shortSummary, languageHint, voice });
    assert.doesNotMatch(shown, new RegExp(SECRET_PREFIX));
  }
});

test("lists a join URL without its query too", async () => {
  const page = await read(simulator, "/calls?pageSize=100");
  const call = page.results.find((row) => row.joinUrl !== null) as WireCall;
  const values = [...secretsIn(call.callId, call)].filter(({ field }) => field === "joinUrl");
  assert.equal(values.length, 2);
  const [token, address] = values.map((secret) => secret.value);
  assert.equal(call.joinUrl, `${address}?token=${token}`);
  assert.ok(address?.startsWith(`wss://voice.ultravox.ai/calls/${call.callId}`));
});

test("repeats a system prompt's marker near the start and further on", async () => {
  const [call] = (await readAll(simulator, "/calls?pageSize=100")).filter((row) => row.systemPrompt);
  const prompt = call?.systemPrompt ?? "";
  const [marker = ""] = prompt.match(/simsecret_prompt_[0-9a-f]{32}/) ?? [];
  assert.ok(prompt.indexOf(marker) < 50);
  for (let at = 0; at + 1500 < prompt.length; at += 1500) {
    assert.ok(prompt.slice(at, at + 1500).includes(marker), `from ${at}`);
  }
});
