import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { dayAt, isDay, moveDay, startOfDay } from "./zoned-day.ts";

const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

describe("startOfDay, moveDay, dayAt and isDay", () => {
  const starts: [zone: string, day: string, start: string, hours: number, why: string][] = [
    ["UTC", "2026-11-22", "2026-11-22T00:00:00.000Z", 24, "no offset"],
    ["Europe/Berlin", "2026-07-01", "2026-06-30T22:00:00.000Z", 24, "summer"],
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z", 23, "clocks go forward"],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25, "clocks go back"],
    ["America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z", 23, "clocks go forward"],
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", 25, "clocks go back"],
    ["Asia/Kolkata", "2026-11-22", "2026-11-21T18:30:00.000Z", 24, "half an hour"],
    ["Pacific/Apia", "2026-11-22", "2026-11-21T11:00:00.000Z", 24, "13 hours ahead"],
    ["Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00.000Z", 24, "the last day before one left out"],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z", 24, "the day after it"],
    ["Pacific/Pago_Pago", "2026-11-22", "2026-11-22T11:00:00.000Z", 24, "11 hours behind"],
    ["Pacific/Kiritimati", "2026-11-22", "2026-11-21T10:00:00.000Z", 24, "14 hours ahead"],
    ["America/Havana", "2026-03-08", "2026-03-08T05:00:00.000Z", 23, "begins at one o'clock"],
    [
      "America/Havana",
      "2026-11-01",
      "2026-11-01T04:00:00.000Z",
      25,
      "has two midnights, and begins with the first",
    ],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z", 23, "begins at one o'clock"],
    ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00.000Z", 23.5, "half an hour forward"],
  ];
  for (const [zone, day, start, hours, why] of starts) {
    it(`starts ${day} in ${zone} at ${start} for ${hours} hours: ${why}`, () => {
      equal(iso(startOfDay(day, zone)), start);
      const next = startOfDay(moveDay(day, 1), zone);
      equal((next - startOfDay(day, zone)) / HOUR_MS, hours);
      equal([dayAt(startOfDay(day, zone), zone), dayAt(next - 1, zone)], [day, day]);
      equal(dayAt(startOfDay(day, zone) - 1, zone) < day, true);
    });
  }

  it("starts a skipped day with the next one", () => {
    equal(startOfDay("2011-12-30", "Pacific/Apia"), startOfDay("2011-12-31", "Pacific/Apia"));
  });

  it("uses the device's time zone by default", () => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    equal(startOfDay("2026-11-22", undefined), startOfDay("2026-11-22", own));
  });

  it("moves across months and years", () => {
    const moved = [moveDay("2026-03-01", -1), moveDay("2028-02-28", 1), moveDay("2026-12-31", 1)];
    equal(moved, ["2026-02-28", "2028-02-29", "2027-01-01"]);
  });

  for (const [text, expected] of [
    ["2026-11-22", true],
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-1-1", false],
    ["0202-01-01", false],
    ["2026-11-22T00:00", false],
    ["", false],
    ["today", false],
  ] as const) {
    it(`${expected ? "accepts" : "rejects"} ${text ? `“${text}”` : "an empty text"}`, () =>
      equal(isDay(text), expected));
  }
});
