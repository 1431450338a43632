import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { FIVE_DAYS, hour } from "../../test/stats.ts";
import { parseStats } from "./parse-stats.ts";
import { averageMs, callPoints, shareOf, totalsOf } from "./points.ts";
import { statsPath } from "./stats-range.ts";

const BERLIN = "Europe/Berlin";
const read = (body: object) => parseStats(body) ?? { fromMs: 0, toMs: 0, calls: null, verdicts: null };
const iso = (ms: number) => new Date(ms).toISOString();

describe("points of charts", () => {
  it("are days of the time zone, each with the hours that begin in it", () => {
    const late = {
      ...hour("2026-11-03", 3),
      from: "2026-11-03T23:00:00.000Z",
      to: "2026-11-03T23:59:59.999Z",
    };
    const { points, width } = callPoints(
      read({ ...FIVE_DAYS, items: [hour("2026-11-03", 2), late] }),
      BERLIN,
    );
    equal(width, "day");
    equal(
      points.map(({ fromMs, calls }) => [iso(fromMs), calls]),
      [
        ["2026-10-31T23:00:00.000Z", 0],
        ["2026-11-01T23:00:00.000Z", 0],
        ["2026-11-02T23:00:00.000Z", 2],
        ["2026-11-03T23:00:00.000Z", 3],
        ["2026-11-04T23:00:00.000Z", 0],
      ],
    );
  });

  it("follow a day of 25 hours", () => {
    const span = { from: "2026-10-24T22:00:00.000Z", to: "2026-10-27T22:59:59.999Z" };
    const { points } = callPoints(read({ ...span, items: [], verdicts: null }), BERLIN);
    equal(
      points.map(({ fromMs, toMs }) => (toMs + 1 - fromMs) / 3_600_000),
      [25, 24, 24],
    );
  });

  it("are hours within two days", () => {
    const span = { from: "2026-11-02T23:00:00.000Z", to: "2026-11-03T22:59:59.999Z" };
    const { points, width } = callPoints(
      read({ ...span, items: [hour("2026-11-03", 6)], verdicts: null }),
      BERLIN,
    );
    equal([width, points.length, points.findIndex(({ calls }) => calls === 6)], ["hour", 24, 11]);
  });

  it("are days of UTC, or wider ranges, where the broker has no hours", () => {
    const day = {
      ...hour("2026-11-03", 6),
      from: "2026-11-03T00:00:00.000Z",
      to: "2026-11-03T23:59:59.999Z",
    };
    const byDay = callPoints(read({ ...FIVE_DAYS, items: [day] }), BERLIN);
    equal([byDay.timeZone, byDay.points.filter(({ calls }) => calls).length], ["UTC", 1]);
    const wide = { ...day, to: "2026-11-05T22:59:59.999Z", joined: null, durationMs: null };
    const coarse = callPoints(read({ ...FIVE_DAYS, items: [wide] }), BERLIN);
    equal([coarse.width, coarse.points.length], ["other", 1]);
    equal(totalsOf(coarse.points), { calls: 6, joined: null, durationMs: null });
  });

  it("add up, with the average of joined calls alone", () => {
    const { points } = callPoints(read(FIVE_DAYS), BERLIN);
    const totals = totalsOf(points);
    equal(totals, { calls: 16, joined: 11, durationMs: 660_000 });
    equal(averageMs(totals), 60_000);
    equal(
      [averageMs({ joined: 0, durationMs: 0 }), averageMs({ joined: null, durationMs: 1 })],
      [null, null],
    );
    equal([shareOf({ succeeded: 3, failed: 1 }), shareOf({ succeeded: 0, failed: 0 })], [0.75, null]);
  });
});

describe("parseStats", () => {
  it("refuses what is not exactly figures", () => {
    const [item] = FIVE_DAYS.items ?? [];
    const wrong: unknown[] = [
      null,
      {},
      { ...FIVE_DAYS, items: "none" },
      { ...FIVE_DAYS, items: [{ ...item, calls: -1 }] },
      { ...FIVE_DAYS, items: [{ ...item, from: "soon" }] },
      { ...FIVE_DAYS, verdicts: [{ from: item?.from, to: item?.to, succeeded: 1 }] },
      { ...FIVE_DAYS, from: undefined },
    ];
    equal(
      wrong.map(parseStats),
      wrong.map(() => undefined),
    );
    equal(parseStats({ ...FIVE_DAYS, items: null, verdicts: null })?.calls, null);
  });
});

describe("statsPath", () => {
  const nowMs = Date.parse("2026-11-20T12:00:00Z");
  const zone = { locale: "en", timeZone: BERLIN };
  const cases: [what: string, filters: Parameters<typeof statsPath>[0], path: string][] = [
    ["the last 30 days", {}, "by=hour&from=2026-10-21T22:00:00.000Z&to=2026-11-20T22:59:59.999Z"],
    [
      "a range",
      { range: "last-7-days" },
      "by=hour&from=2026-11-13T23:00:00.000Z&to=2026-11-20T22:59:59.999Z",
    ],
    [
      "days and an agent",
      { from: "2026-11-01", to: "2026-11-02", agent: "a b" },
      "by=hour&from=2026-10-31T23:00:00.000Z&to=2026-11-02T22:59:59.999Z&agent=a%20b",
    ],
    [
      "30 days before the last",
      { to: "2026-11-02" },
      "by=hour&from=2026-10-03T22:00:00.000Z&to=2026-11-02T22:59:59.999Z",
    ],
    [
      "by day beyond 93 days",
      { from: "2026-07-01" },
      "by=day&from=2026-06-30T22:00:00.000Z&to=2026-11-20T22:59:59.999Z",
    ],
    [
      "400 days at most",
      { from: "2020-01-01" },
      "by=day&from=2025-10-16T23:00:00.000Z&to=2026-11-20T22:59:59.999Z",
    ],
  ];
  for (const [what, filters, path] of cases) {
    it(`asks for ${what}`, () => equal(statsPath(filters, zone, nowMs), `/v1/stats?${path}`));
  }
});
