import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { windowsOf } from "../../src/sources/call-windows.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 6, 2);
const callAt = (ms: number) => ({ id: String(ms), createdAt: new Date(NOW - ms).toISOString() });

describe("windowsOf", () => {
  it("holds calls of a month in one window, with room before and after", () => {
    const [window, ...others] = windowsOf([callAt(31 * DAY), callAt(0)]);
    expect(others).toEqual([]);
    expect([window?.from, window?.to]).toEqual(["2026-05-31T23:00:00.000Z", "2026-07-03T01:00:00.000Z"]);
  });

  it("leaves no window over the time between two calls", () => {
    expect(windowsOf([callAt(0), callAt(300 * DAY)])).toHaveLength(2);
  });

  it("has none for no call", () => {
    expect(windowsOf([])).toEqual([]);
  });

  it("holds each call once, inside its window, the newest window first, none wider than Cekura lists", () => {
    const ages = fc.uniqueArray(fc.integer({ min: 0, max: 400 * DAY }), { maxLength: 50 });
    fc.assert(
      fc.property(ages, (agesMs) => {
        const windows = windowsOf(agesMs.map(callAt));
        expect(windows.flatMap(({ calls }) => calls.map(({ id }) => id)).toSorted()).toEqual(
          agesMs.map(String).toSorted(),
        );
        for (const { from, to, calls } of windows) {
          expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(33 * DAY);
          for (const { createdAt } of calls) {
            expect(Date.parse(createdAt) - Date.parse(from)).toBeGreaterThanOrEqual(HOUR);
            expect(Date.parse(to) - Date.parse(createdAt)).toBeGreaterThanOrEqual(DAY);
          }
        }
        const ends = windows.map(({ to }) => Date.parse(to));
        expect(ends).toEqual(ends.toSorted((one, other) => other - one));
      }),
    );
  });
});
