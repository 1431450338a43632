import type { CallDetail, CallSummary } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { AGENT_A, DANGER, type RawCall, rawCall } from "../support/raw-call.ts";

const RAW = rawCall({ metadata: { tenant: "tenant-a", internal: `${DANGER}-metadata`, page: "/pricing" } });

const SUMMARY: CallSummary = {
  id: RAW.callId,
  source: "ultravox",
  agent: { id: AGENT_A, name: "name of aaaaaaaa" },
  status: "ended",
  createdAt: "2026-07-02T09:14:03.182Z",
  joinedAt: "2026-07-02T09:14:06.900Z",
  endedAt: "2026-07-02T09:16:10.900Z",
  durationMs: 124_000,
  endReason: "hangup",
  medium: "sip",
  title: "Booked a cleaning.",
  summary: "The caller booked a cleaning for Tuesday.",
  hasRecording: true,
  metadata: { tenant: "tenant-a" },
};

const DETAIL: CallDetail = {
  ...SUMMARY,
  joinTimeoutMs: 30_000,
  maxDurationMs: 900_500,
  languageHint: "en",
  stages: 2,
};

const pageInFrontOf = (calls: readonly RawCall[], metadata: string[] = ["tenant"]) =>
  enterAs(new FakeUpstream(calls).fetch, { site: { metadata } });

describe("a projected call", () => {
  it("has exactly the fields of CallSummary in a list", async () => {
    const page = await pageInFrontOf([RAW]);
    expect(await page.read("/v1/calls")).toEqual({ items: [SUMMARY], next: null, total: 1 });
  });

  it("has exactly the fields of CallDetail by itself", async () => {
    expect(await (await pageInFrontOf([RAW])).read(`/v1/calls/${RAW.callId}`)).toEqual(DETAIL);
  });

  it("has nulls where the upstream answers only id and time", async () => {
    const bare = { callId: RAW.callId, created: RAW.created } as RawCall;
    expect(await (await pageInFrontOf([bare])).read(`/v1/calls/${RAW.callId}`)).toEqual({
      id: RAW.callId,
      source: "ultravox",
      agent: null,
      status: "waiting",
      createdAt: "2026-07-02T09:14:03.182Z",
      joinedAt: null,
      endedAt: null,
      durationMs: null,
      endReason: null,
      medium: "web",
      title: null,
      summary: null,
      hasRecording: false,
      metadata: {},
      joinTimeoutMs: null,
      maxDurationMs: null,
      languageHint: null,
      stages: 2,
    } satisfies CallDetail);
  });
});

const NEVER_JOINED = { joinedAt: null, durationMs: null, hasRecording: false };
const TIMES = { joined: RAW.joined, ended: RAW.ended };
const VARIANTS: [string, Partial<RawCall>, Partial<CallSummary>][] = [
  [
    "waits",
    { joined: null, ended: null, endReason: null },
    { status: "waiting", ...NEVER_JOINED, endedAt: null, endReason: null },
  ],
  [
    "is active",
    { ended: null, endReason: null },
    { status: "active", durationMs: null, endedAt: null, endReason: null },
  ],
  [
    "nobody joined",
    { joined: null, endReason: "unjoined" },
    { status: "unjoined", ...NEVER_JOINED, endReason: "unjoined" },
  ],
  ["ended for an unknown reason", { ...TIMES, endReason: "boredom" }, { status: "ended", endReason: null }],
  [
    "ended before it was joined, by its clock",
    { ended: "2026-07-02T09:14:00Z" },
    { status: "ended", durationMs: 0, endedAt: "2026-07-02T09:14:00.000Z" },
  ],
  [
    "has times in another zone",
    { joined: "2026-07-02T11:14:06.900+02:00" },
    { joinedAt: "2026-07-02T09:14:06.900Z" },
  ],
  ["is not recorded", { recordingEnabled: false }, { hasRecording: false }],
  ["has no agent", { agentId: null, agent: null }, { agent: null }],
  ["has an agent by its id alone", { agent: null }, { agent: { id: AGENT_A, name: AGENT_A } }],
  ["has no summary yet", { shortSummary: null, summary: null }, { title: null, summary: null }],
  ...(["timeout", "agent_hangup", "connection_error", "system_error"] as const).map(
    (endReason): [string, Partial<RawCall>, Partial<CallSummary>] => [
      `ended by ${endReason}`,
      { endReason },
      { endReason },
    ],
  ),
];

describe("a projected call", () => {
  it.each(VARIANTS)("follows the upstream for a call that %s", async (_, changes, expected) => {
    const page = await pageInFrontOf([rawCall({ ...RAW, ...changes })]);
    expect(await page.read("/v1/calls")).toMatchObject({ items: [{ ...SUMMARY, ...expected }] });
  });
});

const MEDIA: [string, unknown, CallSummary["medium"]][] = [
  ["null", null, "web"],
  ["an empty object", {}, "web"],
  ["webRtc", { webRtc: {} }, "web"],
  ["twilio", { twilio: { outgoing: { to: `+1555${DANGER}` } } }, "phone"],
  ["telnyx", { telnyx: {} }, "phone"],
  ["plivo", { plivo: {} }, "phone"],
  ["exotel", { exotel: {} }, "phone"],
  ["sip", { sip: { incoming: {} } }, "sip"],
  ["serverWebSocket", { serverWebSocket: { inputSampleRate: 8000 } }, "websocket"],
  ["an unknown medium", { hologram: { secret: DANGER } }, "web"],
  ["the one that is not null", { sip: null, twilio: {} }, "phone"],
];

describe("medium", () => {
  it.each(MEDIA)("is mapped from %s", async (_, medium, expected) => {
    const page = await pageInFrontOf([rawCall({ medium })]);
    const answer = await page.get("/v1/calls");
    expect((await answer.clone().json<{ items: CallSummary[] }>()).items[0]?.medium).toBe(expected);
    expect(await answer.text()).not.toContain(DANGER);
  });
});

const METADATA: [string, string[], Record<string, unknown>, Record<string, string>][] = [
  ["no key is listed", [], { tenant: "a", page: "b" }, {}],
  ["one key is listed", ["tenant"], { tenant: "a", page: "b" }, { tenant: "a" }],
  ["the call has fewer keys than are listed", ["tenant", "page"], { page: "b" }, { page: "b" }],
  ["a listed key differs by case", ["Tenant"], { tenant: "a" }, {}],
  [
    "a listed key is inherited by every object",
    ["constructor", "toString", "__proto__"],
    { tenant: "a" },
    {},
  ],
  [
    "a listed key has the name of an inherited one",
    ["constructor"],
    { constructor: "a" },
    { constructor: "a" },
  ],
  ["a value is not a string", ["tenant", "page"], { tenant: 7, page: { of: DANGER } }, {}],
  ["a value is empty", ["tenant"], { tenant: "" }, { tenant: "" }],
  [
    "a key of the upstream is listed",
    ["ultravox.source"],
    { "ultravox.source": "rest" },
    { "ultravox.source": "rest" },
  ],
];

describe("metadata", () => {
  it.each(METADATA)("has the listed keys alone when %s", async (_, listed, metadata, expected) => {
    const page = await pageInFrontOf([rawCall({ metadata: metadata as Record<string, string> })], listed);
    const { items } = await page.read<{ items: CallSummary[] }>("/v1/calls");
    expect(items[0]?.metadata).toEqual(expected);
  });
});

describe("GET /v1/agents", () => {
  it("returns an id and a name of each agent", async () => {
    const items = [AGENT_A, "bbbbbbbb-0000-4000-8000-000000000002"].map((id) => ({
      id,
      name: `name of ${id.slice(0, 8)}`,
    }));
    expect(await (await pageInFrontOf([])).read("/v1/agents")).toEqual({ items });
  });
});
