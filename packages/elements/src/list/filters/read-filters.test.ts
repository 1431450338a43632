import { describe, it } from "../../../test/mocha.ts";
import { equal } from "../../../test/session/assert.ts";
import { readFilters } from "./read-filters.ts";

const AGENT = "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21";
const thrower = () => {
  throw new Error("read");
};

describe("filters of a value", () => {
  const cases: [what: string, value: unknown, expected: object][] = [
    [
      "keeps what can be",
      { agent: AGENT.toUpperCase(), status: "ended", minDurationMs: 1, maxDurationMs: 0, q: "  two words " },
      { q: "two words", agent: AGENT, status: "ended", minDurationMs: 1, maxDurationMs: 0 },
    ],
    [
      "keeps days and instants",
      { from: "2026-11-01", to: "2026-11-02T10:00:00+01:00" },
      { from: "2026-11-01", to: "2026-11-02T10:00:00+01:00" },
    ],
    [
      "takes a range before days",
      { range: "today", from: "2026-11-01", to: "2026-11-02" },
      { range: "today" },
    ],
    ["drops an agent that is no id", { agent: "../x", status: "ended" }, { status: "ended" }],
    ["drops a status that there is not", { status: "toString" }, {}],
    [
      "drops a range that there is not, and keeps the days",
      { range: "last-9-days", from: "2026-11-01" },
      { from: "2026-11-01" },
    ],
    ["drops days that there are not", { from: "2026-02-30", to: "2026-02-30T00:00:00Z" }, {}],
    ["drops times without a zone", { from: "2026-11-01T10:00:00" }, {}],
    ["drops durations that are none", { minDurationMs: -1, maxDurationMs: "5" }, {}],
    [
      "drops durations without an end",
      { minDurationMs: Number.NaN, maxDurationMs: Number.POSITIVE_INFINITY },
      {},
    ],
    ["drops a duration that narrows nothing", { minDurationMs: 0 }, {}],
    ["drops a word of one letter", { q: " a " }, {}],
    ["cuts words that a broker refuses", { q: "x".repeat(300) }, { q: "x".repeat(200) }],
    ["leaves out half a character", { q: `${"x".repeat(199)}😀` }, { q: "x".repeat(199) }],
    [
      "passes over what it does not know",
      { color: "red", __proto__: { status: "ended" } },
      { status: "ended" },
    ],
    ["takes nothing from null", null, {}],
    ["takes nothing from a text", "ended", {}],
    ["takes nothing from a list", [["status", "ended"]], {}],
  ];
  for (const [what, value, expected] of cases) it(what, () => equal(readFilters(value), expected));

  it("outlives what throws when it is read, field by field", () => {
    const hostile = Object.defineProperty({ status: "ended" }, "q", { get: thrower });
    equal(readFilters(hostile), { status: "ended" });
    equal(readFilters(new Proxy({}, { get: thrower })), {});
  });
});
