import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { formatsFor } from "./formats.ts";

/** The start of a call, without the signs that differ between browsers. */
function startIn(lang: string, timeZone: string, iso: string, now: string): string {
  const element = document.createElement("div");
  element.lang = lang;
  const written = formatsFor(element, timeZone).start(iso, Date.parse(now));
  return written.replace(/[\u202f\u00a0]/g, " ").replace(/[\u200e\u200f\u061c]/g, "");
}

describe("the start of a call", () => {
  const zoned: [name: string, zone: string, iso: string, now: string, year: boolean][] = [
    [
      "the last year in the zone",
      "America/Los_Angeles",
      "2026-01-01T05:30:00Z",
      "2026-11-30T12:00:00Z",
      true,
    ],
    ["this year in the zone", "America/Los_Angeles", "2026-01-01T08:30:00Z", "2026-11-30T12:00:00Z", false],
    [
      "the year that has begun in the zone",
      "Asia/Tokyo",
      "2025-12-31T15:30:00Z",
      "2026-11-30T12:00:00Z",
      false,
    ],
    ["the year before now in the zone", "Asia/Tokyo", "2025-12-31T14:30:00Z", "2025-12-31T15:30:00Z", true],
    [
      "a year that has not ended in the zone",
      "Pacific/Pago_Pago",
      "2025-06-01T12:00:00Z",
      "2026-01-01T10:00:00Z",
      false,
    ],
  ];
  for (const [name, zone, iso, now, year] of zoned) {
    it(`${year ? "has" : "lacks"} the year for ${name}`, () =>
      equal(/20\d\d/.test(startIn("en-US", zone, iso, now)), year));
  }

  const calendars: [lang: string, iso: string, year: string | null][] = [
    // The Islamic year 1448 began on June 16, 2026.
    ["ar-SA-u-ca-islamic-umalqura-nu-latn", "2026-05-01T12:00:00Z", "1447"],
    ["ar-SA-u-ca-islamic-umalqura-nu-latn", "2026-07-01T12:00:00Z", null],
    // The Hebrew year 5787 began on September 12, 2026.
    ["he-u-ca-hebrew", "2026-08-01T12:00:00Z", "5786"],
    ["fa-u-nu-latn", "2026-03-01T12:00:00Z", "1404"],
    ["th", "2025-12-01T12:00:00Z", "2568"],
    ["th", "2026-01-01T12:00:00Z", null],
    ["ja-JP-u-ca-japanese", "2025-12-01T12:00:00Z", "7"],
  ];
  for (const [lang, iso, year] of calendars) {
    it(`${year ? `has the year ${year}` : "lacks the year"} for ${iso.slice(0, 10)} in ${lang}`, () => {
      const same = startIn(lang, "UTC", iso, iso);
      const written = startIn(lang, "UTC", iso, "2026-11-30T12:00:00Z");
      equal(written !== same, year !== null);
      if (year) equal(written.includes(year), true, written);
    });
  }
});
