import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changedText, fuzz, fuzzGrowth, someText, wellFormed } from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { parseCekuraId, parseDateTime, parseInteger, parseUuid } from "../../../src/base/values.ts";
import { readEvaluatedEvent, readUltravoxEvent } from "../../../src/bridge/webhook-bodies.ts";
import { ConfigError } from "../../../src/config/config-error.ts";
import { parseOriginPattern } from "../../../src/config/origin-pattern.ts";
import { createLocate } from "../../../src/http/locate.ts";
import { maskPersonalData } from "../../../src/privacy/mask-personal-data.ts";
import { findWrittenTool } from "../../../src/privacy/written-tool.ts";
import { isSingleRange, resolveRange } from "../../../src/recordings/byte-range.ts";
import { parsePlace } from "../../../src/sources/cekura-place.ts";

const AN_ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001";
const ORIGINS = [
  "https://acme.example",
  "https://*.preview.acme.example",
  "https://acme.example:8443",
  "http://localhost:5173",
  "chrome-extension://abcdefghijklmnop",
  "https://*.github.io",
];

describe("a pattern of origins", () => {
  it("matches nothing but itself, or one label below its own domain", async () => {
    const entry = fc.oneof(fc.constantFrom(...ORIGINS), changedText(fc.constantFrom(...ORIGINS)), someText);
    const label = fc.string({ unit: fc.constantFrom(..."aZ0-_.*/@:?#%"), maxLength: 12 });
    await fuzz([entry, entry, label], (written, other, before) => {
      const pattern = read(written);
      if (pattern === null) return;
      const below = written.replace("//*.", `//${before}.`);
      for (const origin of [other, below, written, written.replace("//*.", "//"), "null", ""]) {
        if (!pattern.matches(origin)) continue;
        const exact = written.replace(/\/$/, "");
        const isBelow = origin === below.replace(/\/$/, "") && /^[a-z0-9_-]+$/.test(before);
        assert.ok(origin === exact || isBelow, `${written} matches ${origin}`);
        assert.ok(!origin.includes("*"));
        if (!/^https?:/.test(exact)) continue;
        assert.equal(new URL(origin).origin, origin);
      }
    });
  });

  function read(written: string) {
    try {
      return parseOriginPattern("origins[0]", written);
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return null;
    }
  }
});

describe("the place of a request", () => {
  it("splits any URL into an address and a path that add up to it", async () => {
    const bases = fc.subarray(["https://a.example", "https://a.example/voice", "https://b.example/x/y"]);
    const path = fc.array(
      fc.oneof(
        fc.constantFrom(..."v1 calls keyhole keyhole.js voice x y .well-known 1.0.0 ..".split(" ")),
        fc.constant("oauth-authorization-server"),
        someText.map((text) => encodeURIComponent(wellFormed(text))),
      ),
      { maxLength: 6 },
    );
    await fuzz([bases, fc.constantFrom("a", "b", "c"), path], (publicUrls, host, parts) => {
      const url = new URL(`https://${host}.example/${parts.join("/")}`);
      const { address, path: below } = createLocate(publicUrls)(url);
      assert.ok(below.startsWith("/"));
      assert.ok(address.startsWith(url.origin));
      assert.ok(`${url.origin}${url.pathname}/`.startsWith(`${address}/`));
      const isDescription = below === "/.well-known/oauth-authorization-server";
      if (!isDescription && below !== "/") assert.equal(`${address}${below}`, `${url.origin}${url.pathname}`);
    });
  });

  it("takes time in proportion to the path", async () => {
    const locate = createLocate(["https://a.example/voice"]);
    await fuzzGrowth((text) => locate({ origin: "https://a.example", pathname: `/${text}` } as URL));
  });
});

describe("a text value", () => {
  it("is parsed into what it says, or refused", async () => {
    const samples = ["2026-07-02T09:14:03.182Z", "2026-07-02T09:14+02:00", "50", AN_ID, AN_ID.toUpperCase()];
    await fuzz([fc.oneof(changedText(fc.constantFrom(...samples)), someText)], (text) => {
      const time = parseDateTime(text);
      if (time !== undefined) assert.equal(new Date(text).getTime(), time);
      const count = parseInteger(1, 50)(text);
      if (count !== undefined) assert.ok(Number(text) === count && count >= 1 && count <= 50);
      const uuid = parseUuid(text);
      if (uuid !== undefined) assert.ok(uuid.length === 36 && uuid === text.toLowerCase());
      const id = parseCekuraId(text);
      if (id !== undefined) assert.equal(String(Number(id)), text);
    });
  });

  it("names a range that is within the recording", async () => {
    const header = fc.oneof(
      fc
        .tuple(fc.option(fc.nat()), fc.option(fc.nat()))
        .map(([first, last]) => `bytes=${first ?? ""}-${last ?? ""}`),
      changedText(fc.constant("bytes=0-99")),
      someText,
    );
    await fuzz([header, fc.nat()], (range, size) => {
      const resolved = resolveRange(range, size);
      if (!isSingleRange(range)) assert.equal(resolved.kind, "whole");
      if (resolved.kind !== "part") return;
      const { first, last } = resolved;
      assert.ok(0 <= first && first <= last && last < size, `${range} of ${size}: ${first} to ${last}`);
    });
  });

  it("of a cursor of Cekura names a place, or none", async () => {
    await fuzz([fc.oneof(changedText(fc.constant("1780000000000.2.17.50")), someText)], (text) => {
      const place = parsePlace(text, 50);
      if (place !== null) for (const each of Object.values(place)) assert.ok(each === null || each >= 0);
    });
  });
});

describe("a text of a call", () => {
  const SAMPLES = [
    "Call me at +49 30 1234567 or anna@acme.example.",
    '<tool_call>{"name":"book","arguments":{"phone":"+49301234567"}}</tool_call>',
    "print(book(name='Anna', phone='030 1234567'))",
  ];

  it("keeps no address and no long number, whatever is around it", async () => {
    const around = fc.oneof(someText, changedText(fc.constantFrom(...SAMPLES)));
    await fuzz([around, around], (before, behind) => {
      const masked = maskPersonalData(`${before} anna.b@acme.example 4111 1111 1111 1111 ${behind}`);
      assert.ok(!masked.includes("anna.b@acme.example"), masked);
      assert.ok(!masked.includes("4111 1111 1111 1111"), masked);
      findWrittenTool(before);
    });
  });

  it("takes time in proportion to its length", async () => {
    await fuzzGrowth((text) => maskPersonalData(text));
    await fuzzGrowth((text) => findWrittenTool(text), 400);
  });
});

describe("the body of a webhook", () => {
  it("is an event or nothing", async () => {
    await fuzz([fc.uint8Array({ maxLength: 200 }), someText], (bytes, text) => {
      for (const body of [bytes, new TextEncoder().encode(text)]) {
        assert.equal(readUltravoxEvent(body), null);
        assert.equal(readEvaluatedEvent(body), null);
      }
    });
  });
});
