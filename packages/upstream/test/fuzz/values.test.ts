import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changedText, fuzz, fuzzGrowth, someJson, someText } from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import * as v from "valibot";
import { CallLogSchema } from "../../src/cekura/call-log.ts";
import { TurnSchema } from "../../src/cekura/transcript-turn.ts";
import { parseContentRange, parseRange, parseUnsatisfiedRange } from "../../src/recording/byte-range.ts";
import { pathSegment } from "../../src/request/client.ts";
import { parseRetryAfter } from "../../src/request/retry.ts";
import { parseHttpDate } from "../../src/request/time.ts";
import { TimestampSchema } from "../../src/schemas/values.ts";
import { DurationMsSchema, readMetadata } from "../../src/ultravox/fields.ts";
import { sampleCallLog } from "../cekura-sample.ts";

const NOW_MS = Date.UTC(2026, 6, 2);
const DATE = "Thu, 02 Jul 2026 09:14:03 GMT";

function checkMs(ms: number | null): void {
  assert.ok(ms === null || (Number.isSafeInteger(ms) && ms >= 0), `${ms}`);
}

describe("a header", () => {
  it("is a wait, a date or a range that holds together, or nothing", async () => {
    const samples = ["120", DATE, "bytes 0-99/100", "bytes */100", "bytes=0-99", "bytes=-5"];
    await fuzz(
      [fc.oneof(changedText(fc.constantFrom(...samples)), fc.constantFrom(...samples), someText)],
      (text) => {
        const wait = parseRetryAfter(text, NOW_MS);
        assert.ok(wait === null || (wait >= 0 && wait <= 3_600_000), `${wait}`);
        const date = parseHttpDate(text);
        if (date !== null) assert.equal(new Date(date).toUTCString(), text);
        const served = parseContentRange(text);
        if (served !== null) {
          assert.ok(served.first <= served.last && served.last < (served.sizeBytes ?? Infinity));
        }
        const asked = parseRange(text);
        if (asked !== null) for (const each of Object.values(asked)) assert.ok(each === null || each >= 0);
        const size = parseUnsatisfiedRange(text);
        assert.ok(size === null || Number.isSafeInteger(size));
      },
    );
  });

  it("takes time in proportion to its length", async () => {
    await fuzzGrowth((text) => {
      parseRetryAfter(text, NOW_MS);
      parseContentRange(text);
      parseRange(text);
      parseUnsatisfiedRange(text);
    });
  });
});

describe("a value", () => {
  it("of the vendor is a time, a duration or metadata, or refused", async () => {
    const samples = ["2026-07-02T09:14:03.182551Z", "2026-07-02T09:14:03+02:00", "900.5s", "0s", "01:02:03"];
    const value = fc.oneof(changedText(fc.constantFrom(...samples)), fc.constantFrom(...samples), someJson);
    await fuzz([value], (given) => {
      const time = v.safeParse(TimestampSchema, given);
      if (time.success) assert.equal(new Date(time.output).toISOString(), time.output, String(given));
      const duration = v.safeParse(DurationMsSchema, given);
      if (duration.success) checkMs(duration.output);
      if (typeof given === "object" && given !== null) {
        const metadata = readMetadata(given as Record<string, unknown>);
        assert.equal(Object.getPrototypeOf(metadata), null);
        for (const text of Object.values(metadata)) assert.equal(typeof text, "string");
      }
      const turn = v.safeParse(TurnSchema, { role: "Main Agent", time: given, end_time: given });
      if (turn.success) for (const each of [turn.output.startMs, turn.output.endMs]) checkMs(each);
      const log = v.safeParse(CallLogSchema, { ...sampleCallLog(), duration: given });
      if (log.success) checkMs(log.output.durationMs);
    });
  });

  it("that is an id stays one segment of the path", async () => {
    await fuzz([someText], (id) => {
      const segment = pathSegment(id);
      if (segment === null) return;
      const url = new URL(`https://a.example/api/calls/${segment}/messages`);
      assert.deepEqual(url.pathname.split("/").slice(0, 3), ["", "api", "calls"]);
      assert.equal(url.pathname.split("/").length, 5);
      assert.equal(decodeURIComponent(url.pathname.split("/")[3] ?? ""), id);
    });
  });
});
