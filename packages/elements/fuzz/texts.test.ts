import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changedText, fuzz, fuzzGrowth, someJson, someText, wellFormed } from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { flagOf } from "../src/base/flag-of.ts";
import { linkTo, momentOf } from "../src/call/moment.ts";
import { WavPeaks } from "../src/call/player/wav-peaks.ts";
import { findMatches } from "../src/call/transcript/search-store.ts";
import { findLinks, piecesOf } from "../src/call/transcript/text-pieces.ts";
import { resolveSettings } from "../src/core/settings.ts";
import { csvCell, csvDialect } from "../src/list/export/csv.ts";
import {
  callsQuery,
  controlsLeft,
  readFilters,
  sameFilters,
  unknownControls,
} from "../src/list/filters/read-filters.ts";
import { readUrl, writeUrl } from "../src/list/url-controller.ts";

const ZONE = { locale: "en", timeZone: "America/New_York" };
const NOW_MS = Date.UTC(2026, 6, 2);
const QUERY =
  "?keyhole-q=hello&keyhole-agent=a&keyhole-status=ended&keyhole-from=2026-07-02&keyhole-min-duration-ms=30000&keyhole-call=x&other=1";

/** A value that a page may set: a text, an object, or what JSON cannot hold. */
const someValue = fc
  .oneof(
    someText,
    someJson,
    fc.constantFrom<unknown>(undefined, Number.NaN, 1n, Symbol("a"), () => 1, new Date(Number.NaN)),
  )
  .filter(hasWords);

describe("the state of a list", () => {
  it("is read from any query of a page, and written without touching the page's own", async () => {
    const query = fc.oneof(
      changedText(fc.constant(QUERY)),
      someText.map((text) => `?keyhole-q=${text}`),
      someText,
    );
    await fuzz([query], (search) => {
      const state = readUrl(search, "keyhole");
      const written = writeUrl(search, "keyhole", state);
      const again = readUrl(written, "keyhole");
      assert.ok(sameFilters(state.filters, again.filters), `${search} becomes ${written}`);
      assert.equal(state.call, again.call);
      const own = (text: string) =>
        text
          .replace(/^\?/, "")
          .split("&")
          .filter((pair) => pair && !isKeyholes(pair));
      assert.deepEqual(own(written), own(search));
      const asked = callsQuery(state.filters, ZONE, NOW_MS);
      for (const [, value] of new URLSearchParams(asked))
        assert.ok(value !== "" && value !== "undefined", asked);
    });
  });

  it("is read from any value that a page sets", async () => {
    const filters = fc.record(
      { q: someValue, agent: someValue, status: someValue, from: someValue, to: someValue, range: someValue },
      { requiredKeys: [] },
    );
    await fuzz([fc.oneof(filters, someValue)], (value) => {
      callsQuery(readFilters(value), ZONE, NOW_MS);
    });
  });

  it("names a moment, and finds it again", async () => {
    const part = fc.oneof(changedText(fc.constantFrom("t=1:23", "keyhole-call=a&t=1:02:03")), someText);
    await fuzz([part, part], (hash, search) => {
      const moment = momentOf({ hash: `#${hash}`, search: `?${search}` });
      assert.ok(moment.atMs === null || (Number.isSafeInteger(moment.atMs) && moment.atMs >= 0));
      if (moment.id !== null && wellFormed(moment.id) !== moment.id) return;
      const url = new URL(linkTo("https://a.example/x?a=1", { id: moment.id || null, atMs: moment.atMs }));
      const found = momentOf(url);
      assert.equal(found.id, moment.id || null);
      assert.equal(found.atMs, Math.floor((moment.atMs ?? 0) / 1000) * 1000);
    });
  });
});

describe("settings of an element", () => {
  it("are read from any attribute and property, and hold no key", async () => {
    Object.assign(globalThis, { document: { baseURI: "https://page.example/" } });
    const key = "AbCdEfGh.0123456789abcdef0123456789ABCDEF";
    const attribute = fc.record({
      name: fc.constantFrom("site", "api-key", "broker", "token", "class"),
      value: fc.oneof(
        someText,
        changedText(fc.constant(key)),
        fc.constant(key),
        fc.constant("eyJhbGciOiJ9.e30.x"),
      ),
    });
    await fuzz(
      [someValue, someValue, someValue, fc.array(attribute, { maxLength: 3 })],
      (site, broker, zone, attributes) => {
        const element = { site, broker, timeZone: zone, assertionSrc: null, getAssertion: null, attributes };
        const settings = resolveSettings(
          element as never,
          "https://cdn.example/voice/keyhole/1.0.0/keyhole.js",
        );
        if (attributes.some(({ value }) => value === key))
          assert.equal("kind" in settings && settings.kind, "key-in-attribute");
        if ("kind" in settings) return;
        assert.match(settings.broker, /^https?:\/\/[^?#]+$/);
      },
    );
  });

  it("that are on, off or a text are read from any value", async () => {
    await fuzz([someValue], (value) => {
      const flag = flagOf(value, "sync-url");
      assert.ok(typeof flag === "boolean" || typeof flag === "string");
      const hidden = value as string | boolean | null;
      assert.ok(controlsLeft(hidden).size <= 8);
      unknownControls(hidden);
    });
  });
});

describe("a text of a call", () => {
  it("keeps all of its characters when it is cut at links and matches", async () => {
    const text = fc.oneof(
      changedText(fc.constant("See (https://a.example/x), or http://b.example.")),
      someText,
    );
    await fuzz([text, someText], (words, query) => {
      const links = findLinks(words);
      const found = findMatches([words], query).map(({ start, end }) => ({ start, end }));
      const pieces = piecesOf(words, links, found);
      assert.equal(pieces.map((piece) => piece.text).join(""), words);
      for (const { href } of links) assert.match(href, /^https?:\/\/[^@/]+(\/|$)/);
    });
  });

  it("is no formula in a spreadsheet", async () => {
    const dialects = ["en", "de", "ja", "ar"].map(csvDialect);
    const text = fc.oneof(someText, changedText(fc.constantFrom("=1+1", "+49 30 1", "@a", '"=cmd|x')));
    await fuzz([text], (words) => {
      for (const dialect of dialects) {
        const cell = csvCell(words, dialect);
        const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        if (/^="[^"]*"$/.test(shown)) assert.equal(shown.slice(2, -1), words);
        else assert.doesNotMatch(shown, /^\s*[=+@-]/);
      }
    });
  });

  it("takes time in proportion to its length", async () => {
    await fuzzGrowth((text) => piecesOf(text, findLinks(text), []));
    await fuzzGrowth((text) => csvCell(text, csvDialect("en")));
  });
});

describe("a recording", () => {
  it("has peaks from 0 to 1, or none", async () => {
    const size = fc.oneof(fc.nat(2_000), fc.constant(Number.POSITIVE_INFINITY));
    const pieces = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 5 });
    const format = fc.tuple(
      fc.constantFrom(1, 3, 0xfffe, 7),
      fc.constantFrom(0, 1, 2, 3),
      fc.constantFrom(8, 16, 24, 32, 64, 7),
    );
    const length = fc.constantFrom(0, 16, 26, 40, 0xffff_ffff);
    await fuzz(
      [pieces, size, format, length, fc.nat(0xffff_ffff)],
      (parts, bytes, [tag, channels, bits], fmt, data) => {
        const peaks = new WavPeaks(16, bytes);
        const head = new DataView(new ArrayBuffer(44));
        ["RIFF", "WAVE", "fmt ", "data"].forEach((name, index) => {
          const at = [0, 8, 12, 36][index] ?? 0;
          for (let place = 0; place < 4; place += 1) head.setUint8(at + place, name.charCodeAt(place));
        });
        head.setUint32(16, fmt, true);
        head.setUint16(20, tag, true);
        head.setUint16(22, channels, true);
        head.setUint16(34, bits, true);
        head.setUint32(40, data, true);
        if (parts.length % 2 === 1) peaks.push(new Uint8Array(head.buffer));
        for (const part of parts) peaks.push(part);
        for (const lane of peaks.peaks ?? [])
          for (const peak of lane) assert.ok(peak >= 0 && peak <= 1, `${peak}`);
      },
    );
  });
});

function isKeyholes(pair: string): boolean {
  const name = new URLSearchParams(pair).keys().next().value ?? "";
  return /^keyhole-(q|agent|status|verdict|min-duration-ms|max-duration-ms|range|from|to|call|t)$/.test(name);
}

/** False for objects that cannot become a text, as JSON makes none that anybody writes. */
function hasWords(value: unknown): boolean {
  try {
    return typeof String(value) === "string";
  } catch {
    return false;
  }
}
