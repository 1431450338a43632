import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { adminFormats } from "./admin-formats.ts";
import { adminText } from "./admin-text.ts";
import { eventChart, refusalReasons, upstreamChart } from "./figures-of.ts";
import type { AuditEvent } from "./parse-admin.ts";

const words = { text: adminText("en"), formats: adminFormats("en") };
const TO_MS = Date.parse("2026-11-30T12:00:00Z");
const FROM_MS = TO_MS - 3_600_000;

function event(atMs: number, change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    ...{ id: `${atMs}`, atMs, kind: "mint", site: "acme", subject: null, requestId: "r" },
    ...{ code: null, reason: null, action: null, call: null, unlogged: 0 },
    ...change,
  };
}

const counted = { fromMs: FROM_MS, toMs: TO_MS, mints: [], refusals: [], isPart: false };

describe("eventChart", () => {
  it("counts events for each minute of an hour, first and last moment included", () => {
    const mints = [event(FROM_MS), event(FROM_MS + 60_000), event(FROM_MS + 119_999), event(TO_MS)];
    const chart = eventChart("mints", { ...counted, mints }, "hour", words);
    equal(chart.values.length, 60);
    equal([chart.values[0]?.value, chart.values[1]?.value, chart.values[59]?.value], [1, 2, 1]);
    equal([chart.total, chart.max], ["4", 2]);
  });

  it("counts by hour for a day", () => {
    const fromMs = TO_MS - 86_400_000;
    const mints = [event(fromMs + 1), event(fromMs + 3_600_000)];
    const { values } = eventChart("mints", { ...counted, fromMs, mints }, "day", words);
    equal(values.length, 24);
    equal([values[0]?.value, values[1]?.value], [1, 1]);
  });
});

describe("refusalReasons", () => {
  it("counts what the log left out, and takes a count for no refusal of its own", () => {
    const refusal = (reason: string | null, change: Partial<AuditEvent> = {}) =>
      event(TO_MS, { kind: "refusal", code: "rate_limited", reason, ...change });
    const refusals = [
      refusal("limit: viewer"),
      refusal("limit: viewer", { unlogged: 4 }),
      refusal("limit: viewer", { unlogged: 7, requestId: null }),
      refusal(null),
    ];
    equal(refusalReasons(refusals), [
      { reason: "limit: viewer", count: 13 },
      { reason: "rate_limited", count: 1 },
    ]);
  });
});

describe("upstreamChart", () => {
  const sample = (atMs: number, inUse: number | null) => ({
    atMs,
    upstreams: [{ source: "ultravox" as const, most: 160, perSecond: 80, inUse }],
  });

  it("draws requests against the limit, with a gap where a figure could not be read", () => {
    const chart = upstreamChart("ultravox", [sample(0, 10), sample(5_000, null), sample(10_000, 42)], words);
    equal(
      chart?.values.map(({ value }) => value),
      [10, null, 42],
    );
    equal(
      [chart?.max, chart?.total, chart?.name],
      [160, "42 of 160 a second", "Requests to Ultravox against the limit"],
    );
    equal(chart?.limit, "At most 160 a second leave for this key; 80 at present.");
  });

  it("is none for a vendor whose key the Worker lacks", () => {
    equal(upstreamChart("cekura", [sample(0, 1)], words), null);
  });
});
