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

describe("a call", () => {
  it("in a list has these fields and no others", async () => {
    const page = await pageInFrontOf([RAW]);
    expect(await page.read("/v1/calls")).toEqual({ items: [SUMMARY], next: null, total: 1 });
  });

  it("by itself has these fields and no others", async () => {
    expect(await (await pageInFrontOf([RAW])).read(`/v1/calls/${RAW.callId}`)).toEqual(DETAIL);
  });

  it("of which the upstream tells nothing but its id and time has nulls", async () => {
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
    "was joined by nobody",
    { joined: null, endReason: "unjoined" },
    { status: "unjoined", ...NEVER_JOINED, endReason: "unjoined" },
  ],
  [
    "ended for a reason of tomorrow",
    { ...TIMES, endReason: "boredom" },
    { status: "ended", endReason: null },
  ],
  [
    "ended before it was joined, by its clock",
    { ended: "2026-07-02T09:14:00Z" },
    { status: "ended", durationMs: 0, endedAt: "2026-07-02T09:14:00.000Z" },
  ],
  [
    "is told in another zone",
    { joined: "2026-07-02T11:14:06.900+02:00" },
    { joinedAt: "2026-07-02T09:14:06.900Z" },
  ],
  ["is not recorded", { recordingEnabled: false }, { hasRecording: false }],
  ["has no agent", { agentId: null, agent: null }, { agent: null }],
  ["has an agent by its id alone", { agent: null }, { agent: { id: AGENT_A, name: AGENT_A } }],
  ["is not summed up yet", { shortSummary: null, summary: null }, { title: null, summary: null }],
  ...(["timeout", "agent_hangup", "connection_error", "system_error"] as const).map(
    (endReason): [string, Partial<RawCall>, Partial<CallSummary>] => [
      `ended by ${endReason}`,
      { endReason },
      { endReason },
    ],
  ),
];

describe("a call that", () => {
  it.each(VARIANTS)("%s", async (_, changes, expected) => {
    const page = await pageInFrontOf([rawCall({ ...RAW, ...changes })]);
    expect(await page.read("/v1/calls")).toMatchObject({ items: [{ ...SUMMARY, ...expected }] });
  });
});

const MEDIA: [string, unknown, CallSummary["medium"]][] = [
  ["none", null, "web"],
  ["an empty one", {}, "web"],
  ["webRtc", { webRtc: {} }, "web"],
  ["twilio", { twilio: { outgoing: { to: `+1555${DANGER}` } } }, "phone"],
  ["telnyx", { telnyx: {} }, "phone"],
  ["plivo", { plivo: {} }, "phone"],
  ["exotel", { exotel: {} }, "phone"],
  ["sip", { sip: { incoming: {} } }, "sip"],
  ["serverWebSocket", { serverWebSocket: { inputSampleRate: 8000 } }, "websocket"],
  ["one of tomorrow", { hologram: { secret: DANGER } }, "web"],
  ["one that is null among others", { sip: null, twilio: {} }, "phone"],
];

describe("the medium", () => {
  it.each(MEDIA)("%s", async (_, medium, expected) => {
    const page = await pageInFrontOf([rawCall({ medium })]);
    const answer = await page.get("/v1/calls");
    expect((await answer.clone().json<{ items: CallSummary[] }>()).items[0]?.medium).toBe(expected);
    expect(await answer.text()).not.toContain(DANGER);
  });
});

const METADATA: [string, string[], Record<string, unknown>, Record<string, string>][] = [
  ["none is listed", [], { tenant: "a", page: "b" }, {}],
  ["one is listed", ["tenant"], { tenant: "a", page: "b" }, { tenant: "a" }],
  ["the call has fewer than are listed", ["tenant", "page"], { page: "b" }, { page: "b" }],
  ["a listed one differs by case", ["Tenant"], { tenant: "a" }, {}],
  ["a listed one is of every object", ["constructor", "toString", "__proto__"], { tenant: "a" }, {}],
  [
    "a listed one is named like one of every object",
    ["constructor"],
    { constructor: "a" },
    { constructor: "a" },
  ],
  ["a value is no text", ["tenant", "page"], { tenant: 7, page: { of: DANGER } }, {}],
  ["a value is empty", ["tenant"], { tenant: "" }, { tenant: "" }],
  [
    "the upstream's own is listed",
    ["ultravox.source"],
    { "ultravox.source": "rest" },
    { "ultravox.source": "rest" },
  ],
];

describe("metadata, where", () => {
  it.each(METADATA)("%s", async (_, listed, metadata, expected) => {
    const page = await pageInFrontOf([rawCall({ metadata: metadata as Record<string, string> })], listed);
    const { items } = await page.read<{ items: CallSummary[] }>("/v1/calls");
    expect(items[0]?.metadata).toEqual(expected);
  });
});

describe("agents", () => {
  it("have an id and a name and nothing else", async () => {
    const items = [AGENT_A, "bbbbbbbb-0000-4000-8000-000000000002"].map((id) => ({
      id,
      name: `name of ${id.slice(0, 8)}`,
    }));
    expect(await (await pageInFrontOf([])).read("/v1/agents")).toEqual({ items });
  });
});
