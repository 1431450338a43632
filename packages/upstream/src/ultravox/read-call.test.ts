import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import { CallSchema, TimestampSchema } from "../../test/call-schema.ts";
import { AGENT_ID, CALL_ID, sampleCall } from "../../test/sample.ts";
import { readTimestamp } from "../schemas/values.ts";
import { readCall } from "./ultravox-call.ts";

const TIMES = { numRuns: 2_000 };
const CALLS = { numRuns: 500 };

const two = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, "0"));
const time = fc
  .tuple(
    fc.oneof(fc.constantFrom("0000", "1900", "2000", "2024", "2026", "9999"), fc.stringMatching(/^\d{4}$/)),
    two(13),
    two(32),
    two(25),
    two(61),
    two(61),
    fc.option(fc.stringMatching(/^\d{1,10}$/), { nil: undefined }),
    fc.oneof(
      fc.constantFrom("Z", "", "z", "+00:00", "-03:30", "+24:00", "Z\n"),
      fc.stringMatching(/^[+-]\d\d:\d\d$/),
    ),
  )
  .map(([year, month, day, hour, minute, second, fraction, zone]) => {
    const rest = fraction === undefined ? zone : `.${fraction}${zone}`;
    return `${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`;
  });

const strange = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<unknown>(undefined, null, "", 5, true, [], {}, ["x"], NaN) },
  { weight: 2, arbitrary: time },
  { weight: 1, arbitrary: fc.constantFrom("..", "a/b", "\ud800", CALL_ID, AGENT_ID, "x".repeat(200), "é") },
  { weight: 1, arbitrary: fc.constantFrom("30s", "-5s", "0.1234567891s", "01s", "hangup", "toString") },
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 1,
    arbitrary: fc.record({
      agentId: fc.constantFrom<unknown>(AGENT_ID, CALL_ID, null),
      name: fc.jsonValue(),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ webRtc: null, sip: {} }, { pigeon: {} }, { toString: {} }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom("a", "__proto__", "toString", "x".repeat(257)), fc.jsonValue()),
  },
);

const changes = fc
  .subarray(Object.keys(sampleCall()), { maxLength: 3 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, strange]))));

/** Without the difference of prototypes, which `deepEqual` sees. */
function plain(call: object | undefined): unknown {
  return call === undefined ? undefined : JSON.parse(JSON.stringify(call));
}

describe("readTimestamp", () => {
  it("reads every text as the schema does", () => {
    const readBySchema = (text: string) => {
      const parsed = v.safeParse(TimestampSchema, text);
      return parsed.success ? parsed.output : undefined;
    };
    fc.assert(
      fc.property(fc.oneof(time, fc.string()), (text) => readTimestamp(text) === readBySchema(text)),
      TIMES,
    );
  });
});

describe("readCall", () => {
  it("accepts, refuses and keeps what the schema does", () => {
    let taken = 0;
    fc.assert(
      fc.property(changes, (changed) => {
        const row = sampleCall(changed as Record<string, unknown>);
        const parsed = v.safeParse(CallSchema, row, { abortEarly: true });
        if (parsed.success) taken += 1;
        assert.deepEqual(plain(readCall(row)), plain(parsed.success ? parsed.output : undefined));
      }),
      CALLS,
    );
    assert.ok(taken > CALLS.numRuns / 10 && taken < CALLS.numRuns, `${taken} were taken`);
  });

  it("refuses what is no object", () => {
    for (const value of [undefined, null, "", "call", 5, true, [], [sampleCall()]])
      assert.equal(readCall(value), undefined);
  });
});
