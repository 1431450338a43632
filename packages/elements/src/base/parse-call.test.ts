import { equal } from "../../test/assert.ts";
import { call } from "../../test/calls.ts";
import { describe, it } from "../../test/mocha.ts";
import { parseCallSummary, parseCallsPage } from "./parse-call.ts";

const broken: [string, object][] = [
  ["no id", { id: undefined }],
  ["an empty id", { id: "" }],
  ["a numeric id", { id: 7 }],
  ["a start that is no time", { createdAt: "yesterday-ish" }],
  ["an unknown status", { status: "sleeping" }],
  ["no medium", { medium: null }],
  ["a source that is no text", { source: 5 }],
];

describe("parseCallsPage", () => {
  it("keeps a call without unknown fields", () => {
    equal(parseCallsPage({ items: [{ ...call(1), joinUrl: "wss://secret" }], next: null }), {
      items: [call(1)],
      next: null,
    });
  });

  for (const [what, fields] of broken) {
    it(`leaves out a row with ${what}`, () => {
      const page = parseCallsPage({ items: [{ ...call(1), ...fields }, call(2)], next: "c", total: 2 });
      equal(page, { items: [call(2)], next: "c", total: 2 });
    });
  }

  it("keeps a call with a medium, a source and an end reason of a newer broker", () => {
    const newer = { ...call(1), medium: "pigeon", source: "elsewhere", endReason: "bored" };
    equal(parseCallsPage({ items: [newer], next: null })?.items, [newer]);
  });

  it("leaves out rows that are not objects", () => {
    equal(parseCallsPage({ items: [null, 1, "call", [], call(2)], next: null })?.items, [call(2)]);
  });

  it("rejects a page of nothing but rows that are no calls", () => {
    equal(parseCallsPage({ items: [{ ...call(1), createdAt: new Date() }, {}], next: null }), undefined);
    equal(parseCallsPage({ items: [], next: null })?.items, []);
  });

  for (const body of [
    null,
    [],
    "{}",
    {},
    { items: {} },
    { items: [], next: 1 },
    { items: [], next: "" },
    { items: [] },
  ]) {
    it(`rejects ${JSON.stringify(body)}`, () => equal(parseCallsPage(body), undefined));
  }
});

describe("parseCallSummary", () => {
  it("sets missing or invalid optional fields to null", () => {
    const odd = {
      agent: { id: "a" },
      durationMs: "3",
      endReason: 5,
      title: "  ",
      summary: 4,
      hasRecording: "yes",
    };
    const nothing = {
      agent: null,
      durationMs: null,
      endReason: null,
      title: null,
      summary: null,
      hasRecording: false,
    };
    equal(parseCallSummary({ ...call(1), ...odd }), { ...call(1), ...nothing });
  });

  it("keeps metadata with text values, whatever its keys", () => {
    const metadata = JSON.parse('{"__proto__": "a", "tenant": "north", "n": 1, "o": {}}');
    const parsed = parseCallSummary({ ...call(1), metadata })?.metadata;
    equal(Object.entries(parsed ?? {}), [
      ["__proto__", "a"],
      ["tenant", "north"],
    ]);
    equal(({} as Record<string, unknown>).a, undefined);
  });
});
