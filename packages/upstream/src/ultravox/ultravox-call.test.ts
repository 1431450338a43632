import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AGENT_ID, API_KEY, BASE_URL, CALL_ID, SECRETS, sampleCall, samplePage } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { createUltravox, type UltravoxCall } from "./index.ts";

/** Reads a call of which some fields were changed. */
async function read(changes: Record<string, unknown>) {
  const { fetch } = scriptedFetch(json(sampleCall(changes)));
  return createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }).getCall(CALL_ID);
}

async function parsed(changes: Record<string, unknown>): Promise<UltravoxCall> {
  const result = await read(changes);
  assert.ok(result.ok);
  return result.value;
}

describe("CallSchema", () => {
  it("keeps the known fields and drops the rest", async () => {
    const call = await parsed({});
    assert.deepEqual(
      { ...call, metadata: { ...call.metadata } },
      {
        callId: CALL_ID,
        created: "2026-07-02T09:14:03.182Z",
        joined: "2026-07-02T09:14:06.901Z",
        ended: "2026-07-02T09:16:10.000Z",
        endReason: "hangup",
        agentId: AGENT_ID,
        agent: { agentId: AGENT_ID, name: "reception" },
        metadata: { tenant: "north" },
        medium: "sip",
        joinTimeoutMs: 30_000,
        maxDurationMs: 900_500,
        languageHint: "en",
        recordingEnabled: true,
        summary: "The caller booked a cleaning for Tuesday.",
        shortSummary: "Booked a cleaning.",
      },
    );
  });

  it("drops every secret of the sample", async () => {
    const before = JSON.stringify(sampleCall());
    const after = JSON.stringify(await parsed({}));
    for (const secret of SECRETS) {
      assert.equal(before.includes(secret), true, `${secret} should be in the sample`);
      assert.equal(after.includes(secret), false, secret);
    }
  });

  it("keeps only id and name of an agent", async () => {
    const agent = { agentId: AGENT_ID, name: "reception", callTemplate: { systemPrompt: "PROMPT" } };
    const { fetch } = scriptedFetch(json(samplePage([agent])));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
    const agents = await client.listAgents({});
    assert.deepEqual(agents.ok && agents.value.items, [{ agentId: AGENT_ID, name: "reception" }]);
  });

  const NULLABLE = {
    joined: null,
    ended: null,
    endReason: null,
    agentId: null,
    agent: null,
    medium: null,
    joinTimeout: null,
    maxDuration: null,
    languageHint: null,
    summary: null,
    shortSummary: null,
  };

  const EMPTY = {
    joined: null,
    ended: null,
    endReason: null,
    agentId: null,
    agent: null,
    medium: null,
    joinTimeoutMs: null,
    maxDurationMs: null,
    languageHint: null,
    recordingEnabled: false,
    summary: null,
    shortSummary: null,
  };

  it("reads nullable fields that are null or absent", async () => {
    const nulls = await parsed({ ...NULLABLE, metadata: null, recordingEnabled: null });
    const names = [...Object.keys(NULLABLE), "metadata", "recordingEnabled"];
    const absent = await parsed(Object.fromEntries(names.map((name) => [name, undefined])));
    for (const { metadata, callId, created, ...rest } of [nulls, absent]) {
      assert.deepEqual(rest, EMPTY);
      assert.deepEqual(Object.keys(metadata), []);
    }
  });

  const REFUSED: [name: string, changes: Record<string, unknown>][] = [
    ["no id", { callId: undefined }],
    ["an id of another type", { callId: 5 }],
    ["an id that names a path", { callId: "../agents" }],
    ["no time of creation", { created: undefined }],
    ["a time of creation that is null", { created: null }],
    ["a time that is none", { created: "yesterday" }],
    ["a number as time", { created: 1_782_983_643 }],
    ["a date without a time", { created: "2026-07-02" }],
    ["a time without its offset", { created: "2026-07-02T09:14:03" }],
    ["30 February", { created: "2026-02-30T09:14:03Z" }],
    ["hour 25", { joined: "2026-07-02T25:14:03Z" }],
    ["month 13", { ended: "2026-13-02T09:14:03Z" }],
    ["an empty time", { ended: "" }],
    ["a number as end reason", { endReason: 5 }],
    ["a number as agent id", { agentId: 5 }],
    ["an agent without an id", { agent: { name: "x" } }],
    ["a text as agent", { agent: "reception" }],
    ["two agents that differ", { agentId: CALL_ID }],
    ["a text as metadata", { metadata: "tenant=north" }],
    ["a list as metadata", { metadata: ["north"] }],
    ["a text as medium", { medium: "sip" }],
    ["a number as join timeout", { joinTimeout: 30 }],
    ["a duration without its unit", { joinTimeout: "30" }],
    ["a duration in minutes", { maxDuration: "30m" }],
    ["a duration with leading zeros", { maxDuration: "030s" }],
    ["a duration with too many digits", { maxDuration: "1234567890123s" }],
    ["a text as recordingEnabled", { recordingEnabled: "yes" }],
    ["a number as summary", { summary: 5 }],
    ["an object as short summary", { shortSummary: {} }],
    ["a list as language hint", { languageHint: ["en"] }],
  ];

  for (const [name, changes] of REFUSED) {
    it(`fails for ${name}`, async () => {
      assert.deepEqual(await read(changes), { ok: false, error: { kind: "invalid", reason: "schema" } });
    });
  }

  for (const body of [null, [], "call", 5, {}, [sampleCall()]]) {
    it(`fails for the body ${JSON.stringify(body).slice(0, 12)}`, async () => {
      const { fetch } = scriptedFetch(json(body));
      const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
      const error = { kind: "invalid", reason: "schema" };
      assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
    });
  }

  const TAKEN: [name: string, changes: Record<string, unknown>, expected: Partial<UltravoxCall>][] = [
    ["an end reason of next year", { endReason: "abducted" }, { endReason: null }],
    ["the name of an inherited property as end reason", { endReason: "constructor" }, { endReason: null }],
    ["a medium of next year", { medium: { carrierPigeon: {} } }, { medium: null }],
    ["a medium without a key", { medium: {} }, { medium: null }],
    ["a medium beside one that is null", { medium: { webRtc: null, twilio: {} } }, { medium: "twilio" }],
    [
      "an agent without a name",
      { agent: { agentId: AGENT_ID } },
      { agent: { agentId: AGENT_ID, name: AGENT_ID } },
    ],
    ["only the agent", { agentId: null }, { agentId: AGENT_ID }],
    ["only the agent's id", { agent: null }, { agent: null, agentId: AGENT_ID }],
    ["a negative duration", { joinTimeout: "-5s" }, { joinTimeoutMs: null }],
    ["nanoseconds", { joinTimeout: "0.123456789s" }, { joinTimeoutMs: 123 }],
    ["a duration of nothing", { joinTimeout: "0s" }, { joinTimeoutMs: 0 }],
    ["a leap day", { created: "2028-02-29T23:59:59Z" }, { created: "2028-02-29T23:59:59.000Z" }],
    ["an offset", { created: "2026-07-02T00:30:00.5-03:30" }, { created: "2026-07-02T04:00:00.500Z" }],
  ];

  for (const [name, changes, expected] of TAKEN) {
    it(`accepts ${name}`, async () => {
      const call = await parsed(changes);
      for (const [field, value] of Object.entries(expected)) {
        assert.deepEqual(call[field as keyof UltravoxCall], value);
      }
    });
  }
});
