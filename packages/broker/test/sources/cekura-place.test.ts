import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CekuraPlace,
  formatPlace,
  olderPlace,
  parsePlace,
  windowAt,
} from "../../src/sources/cekura-place.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 6, 2);

function windowsDownTo(floorMs: number): { from: string; to: string }[] {
  const windows: { from: string; to: string }[] = [];
  for (
    let place: CekuraPlace | null = { endMs: NOW, page: 1, agentId: null, pageSize: 25 };
    place !== null;
  ) {
    const window = windowAt(place, floorMs);
    windows.push(window);
    place = olderPlace(place, floorMs);
  }
  return windows;
}

describe("the windows of a list", () => {
  it("cover the time down to its floor without a gap, none wider than Cekura lists", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * DAY }), (ageMs) => {
        const windows = windowsDownTo(NOW - ageMs);
        expect(Date.parse(windows.at(-1)?.from ?? "")).toBe(NOW - ageMs);
        for (const [index, { from, to }] of windows.entries()) {
          expect(Date.parse(to) + 1 - Date.parse(from)).toBeLessThanOrEqual(33 * DAY);
          const newer = windows[index - 1];
          if (newer !== undefined) expect(Date.parse(to) + 1).toBe(Date.parse(newer.from));
        }
      }),
    );
  });

  it("include the whole of their last millisecond, because Cekura's times are finer", () => {
    expect(windowsDownTo(NOW)).toEqual([
      { from: "2026-07-02T00:00:00.000Z", to: "2026-07-02T00:00:00.000999Z" },
    ]);
  });

  it("are read again from what a cursor holds", () => {
    for (const agentId of [null, 2201]) {
      const place = { endMs: NOW, page: 7, agentId, pageSize: 10 };
      expect(parsePlace(formatPlace(place), 50)).toEqual(place);
      const first = { ...place, page: 1 };
      expect(parsePlace(formatPlace(first), 50)).toEqual({ ...first, pageSize: 50 });
    }
    for (const cursor of [null, "", "7", "1.2", "1.2.", "1.2.x.5", "-1.1..5"])
      expect(parsePlace(cursor, 50)).toBeNull();
  });
});
