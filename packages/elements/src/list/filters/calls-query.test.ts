import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import type { CallFilters } from "../../base/call-filters.ts";
import { nextDayMs } from "../../base/zoned-day.ts";
import { callsQuery } from "./read-filters.ts";

/** Half past midnight in Berlin, and the day before in New York. */
const NOW_MS = Date.parse("2026-10-25T22:30:00Z") + 3_600_000;

const fields = (filters: CallFilters, timeZone: string, locale = "en") =>
  Object.fromEntries(new URLSearchParams(callsQuery(filters, { locale, timeZone }, NOW_MS)));

describe("callsQuery", () => {
  const cases: [filters: CallFilters, zone: string, expected: Record<string, string>][] = [
    [{}, "UTC", {}],
    [{ range: "today" }, "Europe/Berlin", { from: "2026-10-25T23:00:00.000Z" }],
    [{ range: "today" }, "America/New_York", { from: "2026-10-25T04:00:00.000Z" }],
    // A day of 25 hours.
    [
      { range: "yesterday" },
      "Europe/Berlin",
      { from: "2026-10-24T22:00:00.000Z", to: "2026-10-25T22:59:59.999Z" },
    ],
    [{ range: "last-7-days" }, "Europe/Berlin", { from: "2026-10-19T22:00:00.000Z" }],
    [{ range: "last-30-days" }, "Europe/Berlin", { from: "2026-09-26T22:00:00.000Z" }],
    [{ range: "this-month" }, "Asia/Kolkata", { from: "2026-09-30T18:30:00.000Z" }],
    // A day of 23 hours.
    [
      { from: "2026-03-29", to: "2026-03-29" },
      "Europe/Berlin",
      { from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T21:59:59.999Z" },
    ],
    [{ to: "2026-11-20" }, "Pacific/Apia", { to: "2026-11-20T10:59:59.999Z" }],
    [
      { from: "2026-11-20", to: "2026-11-18" },
      "UTC",
      { from: "2026-11-18T00:00:00.000Z", to: "2026-11-20T23:59:59.999Z" },
    ],
    [
      { from: "2026-11-20T10:00:00+01:00", to: "2026-11-20T10:30:00Z" },
      "Europe/Berlin",
      { from: "2026-11-20T09:00:00.000Z", to: "2026-11-20T10:30:00.000Z" },
    ],
    [
      { agent: "a", minDurationMs: 0, maxDurationMs: 30_000, status: "ended", q: "a&b= c" },
      "UTC",
      { q: "a&b= c", agent: "a", status: "ended", minDurationMs: "0", maxDurationMs: "30000" },
    ],
  ];
  for (const [filters, zone, expected] of cases) {
    it(`writes ${JSON.stringify(filters)} in ${zone}`, () => equal(fields(filters, zone), expected));
  }

  // The months that hold October 26, 2026, in Berlin.
  for (const [locale, from] of [
    ["ar-SA-u-ca-islamic-umalqura", "2026-10-11T22:00:00.000Z"],
    ["ar-SA-u-ca-islamic-civil", "2026-10-12T22:00:00.000Z"],
    ["fa", "2026-10-22T22:00:00.000Z"],
    ["he-u-ca-hebrew", "2026-10-11T22:00:00.000Z"],
    ["zh-u-ca-chinese", "2026-10-09T22:00:00.000Z"],
    ["th", "2026-09-30T22:00:00.000Z"],
    ["ja-JP-u-ca-japanese", "2026-09-30T22:00:00.000Z"],
  ] as const) {
    it(`begins this month as the calendar of ${locale} does`, () =>
      equal(fields({ range: "this-month" }, "Europe/Berlin", locale), { from }));
  }

  it("is the same throughout a day, and changes with the next", () => {
    const filters: CallFilters = { range: "last-7-days" };
    const zone = { locale: "de", timeZone: "Europe/Berlin" };
    const first = Date.parse("2026-10-24T22:00:00Z");
    const next = nextDayMs(zone.timeZone, first);
    equal((next - first) / 3_600_000, 25);
    equal(callsQuery(filters, zone, first), callsQuery(filters, zone, next - 1));
    equal(callsQuery(filters, zone, first) === callsQuery(filters, zone, next), false);
  });
});
