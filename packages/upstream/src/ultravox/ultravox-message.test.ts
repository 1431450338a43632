import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  API_KEY,
  BASE_URL,
  CALL_ID,
  PART_SECRETS,
  STAGE_ID,
  sampleMessage,
  samplePage,
} from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { createUltravox, type UltravoxMessage } from "./index.ts";

const PARSED: UltravoxMessage = {
  stageId: STAGE_ID,
  index: 7,
  role: "tool_result",
  text: "The booking system did not answer.",
  medium: "voice",
  audioStartMs: 21_044,
  audioEndMs: 22_000,
  startMs: 21_500,
  endMs: 22_456,
  invocationId: "call_0a1b2c3e",
  toolName: "bookSlot",
};

async function parse(...rows: unknown[]) {
  const { fetch } = scriptedFetch(json(samplePage(rows)));
  const client = createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch });
  const page = await client.listMessages(CALL_ID, { pageSize: 50 });
  assert.ok(page.ok);
  return page.value;
}

describe("MessageSchema", () => {
  it("keeps the known fields and drops the rest", async () => {
    const { items } = await parse(sampleMessage());
    assert.deepEqual(items, [PARSED]);
    for (const secret of PART_SECRETS) assert.equal(JSON.stringify(items).includes(secret), false, secret);
  });

  it("reads absent fields as null when only the role is present", async () => {
    const { items } = await parse({ role: "MESSAGE_ROLE_AGENT" });
    const nothing = Object.fromEntries(Object.keys(PARSED).map((name) => [name, null]));
    assert.deepEqual(items, [{ ...nothing, role: "agent", text: "" }]);
  });

  for (const [role, expected] of [
    ["MESSAGE_ROLE_USER", "user"],
    ["MESSAGE_ROLE_AGENT", "agent"],
    ["MESSAGE_ROLE_TOOL_CALL", "tool_call"],
    ["MESSAGE_ROLE_TOOL_RESULT", "tool_result"],
  ] as const) {
    it(`reads role ${role} as ${expected}`, async () => {
      const { items } = await parse(sampleMessage({ role }));
      assert.equal(items[0]?.role, expected);
    });
  }

  for (const changes of [
    { role: "MESSAGE_ROLE_UNSPECIFIED" },
    { role: "MESSAGE_ROLE_OF_NEXT_YEAR" },
    { role: "toString" },
    { role: undefined },
    { role: null },
    { role: 1 },
    { text: 5 },
    { text: ["a"] },
    { text: { a: "b" } },
  ]) {
    it(`leaves out and counts a message with ${JSON.stringify(changes)}`, async () => {
      const { items, skipped } = await parse(sampleMessage(changes), sampleMessage());
      assert.deepEqual(items, [PARSED]);
      assert.equal(skipped, 1);
    });
  }

  const CHANGES: [changes: Record<string, unknown>, expected: Partial<UltravoxMessage>][] = [
    [{ text: null }, { text: "" }],
    [{ text: "<script>\u202e👩🏽\n" }, { text: "<script>\u202e👩🏽\n" }],
    [{ medium: "MESSAGE_MEDIUM_TEXT" }, { medium: "text" }],
    [{ medium: "MESSAGE_MEDIUM_UNSPECIFIED" }, { medium: null }],
    [{ medium: "MESSAGE_MEDIUM_SMELL" }, { medium: null }],
    [{ medium: 5 }, { medium: null }],
    [{ callStageId: null }, { stageId: null }],
    [{ callStageId: 5 }, { stageId: null }],
    [{ callStageMessageIndex: 0 }, { index: 0 }],
    [{ callStageMessageIndex: "7" }, { index: null }],
    [{ callStageMessageIndex: 1.5 }, { index: null }],
    [{ callStageMessageIndex: undefined }, { index: null }],
    [
      { invocationId: null, toolName: {} },
      { invocationId: null, toolName: null },
    ],
    [{ timespan: null }, { audioStartMs: null, audioEndMs: null }],
    [{ timespan: undefined }, { audioStartMs: null, audioEndMs: null }],
    [{ timespan: "21s" }, { audioStartMs: null, audioEndMs: null }],
    [{ timespan: {} }, { audioStartMs: null, audioEndMs: null }],
    [{ timespan: { start: "21.044s" } }, { audioEndMs: null }],
    [{ timespan: { start: "0s", end: "0.0004s" } }, { audioStartMs: 0, audioEndMs: 0 }],
    [{ timespan: { start: "-1s", end: "2s" } }, { audioStartMs: null, audioEndMs: 2_000 }],
    [{ timespan: { start: "2.5s", end: "2.4s" } }, { audioStartMs: 2_500, audioEndMs: null }],
    [{ timespan: { start: 21, end: "soon" } }, { audioStartMs: null, audioEndMs: null }],
    [{ wallClockTimespan: undefined }, { startMs: null, endMs: null }],
    [{ wallClockTimespan: { end: "1s" } }, { startMs: null, endMs: 1_000 }],
  ];

  for (const [changes, expected] of CHANGES) {
    it(`reads ${JSON.stringify(changes)} as ${JSON.stringify(expected)}`, async () => {
      assert.deepEqual((await parse(sampleMessage(changes))).items, [{ ...PARSED, ...expected }]);
    });
  }
});
