import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import type { CallFilters } from "../../base/call-filters.ts";
import { controlNames, controlsLeft, filterNames, readFilters, unknownControls } from "./read-filters.ts";

const AGENT = "0b8f1f6e-1d2a-4c1e-9a53-0f3b8c6f8f21";
const thrower = () => {
  throw new Error("read");
};

describe("readFilters", () => {
  const cases: [what: string, value: unknown, expected: object][] = [
    [
      "keeps valid fields",
      { agent: AGENT, status: "ended", minDurationMs: 1, maxDurationMs: 0, q: "  two words " },
      { q: "two words", agent: AGENT, status: "ended", minDurationMs: 1, maxDurationMs: 0 },
    ],
    [
      "keeps days and instants",
      { from: "2026-11-01", to: "2026-11-02T10:00:00+01:00" },
      { from: "2026-11-01", to: "2026-11-02T10:00:00+01:00" },
    ],
    ["prefers a range to days", { range: "today", from: "2026-11-01", to: "2026-11-02" }, { range: "today" }],
    ["keeps a number's digits as an agent", { agent: "4711" }, { agent: "4711" }],
    ["keeps the case of an agent", { agent: "agt_Zq-7:x/ä" }, { agent: "agt_Zq-7:x/ä" }],
    ["drops an agent without a character", { agent: "", status: "ended" }, { status: "ended" }],
    ["drops an agent that is no text", { agent: 4711, status: "ended" }, { status: "ended" }],
    ["drops an agent of half a character", { agent: "a\ud83d" }, {}],
    ["drops an agent that is too long", { agent: "x".repeat(101) }, {}],
    ["drops an unknown status", { status: "toString" }, {}],
    [
      "drops an unknown range, and keeps the days",
      { range: "last-9-days", from: "2026-11-01" },
      { from: "2026-11-01" },
    ],
    ["drops days that do not exist", { from: "2026-02-30", to: "2026-02-30T00:00:00Z" }, {}],
    ["drops times without a zone", { from: "2026-11-01T10:00:00" }, {}],
    ["drops invalid durations", { minDurationMs: -1, maxDurationMs: "5" }, {}],
    ["drops infinite durations", { minDurationMs: Number.NaN, maxDurationMs: Number.POSITIVE_INFINITY }, {}],
    ["drops a duration that narrows nothing", { minDurationMs: 0 }, {}],
    ["drops a word of one letter", { q: " a " }, {}],
    ["cuts words that are too long", { q: "x".repeat(300) }, { q: "x".repeat(200) }],
    ["removes lone surrogates", { q: `${"x".repeat(199)}😀` }, { q: "x".repeat(199) }],
    ["ignores unknown fields", { color: "red", __proto__: { status: "ended" } }, { status: "ended" }],
    ["reads nothing from null", null, {}],
    ["reads nothing from a string", "ended", {}],
    ["reads nothing from an array", [["status", "ended"]], {}],
  ];
  for (const [what, value, expected] of cases) it(what, () => equal(readFilters(value), expected));

  it("skips fields that throw when they are read", () => {
    const hostile = Object.defineProperty({ status: "ended" }, "q", { get: thrower });
    equal(readFilters(hostile), { status: "ended" });
    equal(readFilters(new Proxy({}, { get: thrower })), {});
  });

  it("reads every field of CallFilters", () => {
    // A new field fails to compile here.
    const all: Required<CallFilters> = {
      agent: AGENT,
      status: "ended",
      verdict: "failed",
      range: "today",
      from: "2026-11-01",
      to: "2026-11-02",
      minDurationMs: 1,
      maxDurationMs: 2,
      q: "words",
    };
    equal(filterNames().sort(), Object.keys(all).sort());
  });
});

describe("controlsLeft", () => {
  const all = controlNames();
  const cases: [value: unknown, left: string[], unknown?: string[]][] = [
    [null, all],
    [undefined, all],
    [false, all],
    ["false", all],
    ["", []],
    ["true", []],
    [true, []],
    ["hide-controls", []],
    ["agent export", all.filter((name) => name !== "agent" && name !== "export")],
    [["agent", "export"], all.filter((name) => name !== "agent" && name !== "export")],
    [" Agent,\n EXPORT ", all.filter((name) => name !== "agent" && name !== "export")],
    ["agents export", all.filter((name) => name !== "export"), ["agents"]],
    ["search, Reload", all, ["search", "reload"]],
  ];
  for (const [value, left, unknown = []] of cases) {
    it(`leaves ${left.join(" ") || "none"} for ${JSON.stringify(value)}`, () => {
      const given = value as string | boolean | null;
      equal([[...controlsLeft(given)], unknownControls(given)], [left, unknown]);
    });
  }
});
