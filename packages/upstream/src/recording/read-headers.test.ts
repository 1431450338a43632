import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CALL_ID } from "../../test/sample.ts";
import {
  audio,
  audioPart,
  bytesOf,
  recordingClient,
  redirect,
  STORAGE_URL,
} from "../../test/sample-recording.ts";
import type { Recording } from "../ultravox/index.ts";

const ANY = { isAllowedStorage: () => true };

async function open(response: Response, range?: string) {
  const { client } = recordingClient(redirect(STORAGE_URL), response);
  return client.openRecording(CALL_ID, { method: "GET", range }, ANY);
}

describe("readHeaders", () => {
  for (const [header, expected] of [
    ["audio/wav", "audio/wav"],
    ["Audio/X-WAV; charset=binary", "audio/x-wav"],
    ["audio/mpeg", "audio/mpeg"],
    ["application/octet-stream", "audio/wav"],
    ["binary/octet-stream", "audio/wav"],
    ["", "audio/wav"],
  ] as const) {
    it(`reads content type ${JSON.stringify(header)} as ${expected}`, async () => {
      const result = await open(audio({ "Content-Type": header }));
      assert.equal(result.ok && result.value.contentType, expected);
    });
  }

  for (const header of [
    "text/html; charset=utf-8",
    "text/plain",
    "application/xml",
    "application/json",
    "image/svg+xml",
    "video/mp4",
    "multipart/byteranges; boundary=x",
    "audio/",
    "audio/wav, text/html",
    "audio/xhtml+xml",
    "audio/svg+xml",
    "audio/x+xml",
    "audio/wav+xml; charset=utf-8",
    "audio/+xml",
    "audio/mp4+json",
    `audio/${"x".repeat(80)}`,
    "notaudio/wav",
  ]) {
    it(`refuses content type ${header.slice(0, 40)}`, async () => {
      const error = { kind: "invalid", reason: "content_type" };
      assert.deepEqual(await open(audio({ "Content-Type": header })), { ok: false, error });
    });
  }

  it("cancels an HTML page unread", async () => {
    let isCancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    const { client } = recordingClient(
      () => new Response(body, { headers: { "Content-Type": "text/html" } }),
    );
    await client.openRecording(CALL_ID, { method: "GET" }, ANY);
    assert.equal(isCancelled, true);
  });

  const HEADERS: [headers: Record<string, string>, expected: Partial<Recording>][] = [
    [{ "Accept-Ranges": "bytes" }, { acceptRanges: true }],
    [{ "Accept-Ranges": "none" }, { acceptRanges: false }],
    [{ "Content-Length": "" }, { contentLength: null }],
    [{ "Content-Length": "many" }, { contentLength: null }],
    [{ "Content-Length": "-5" }, { contentLength: null }],
    [{ "Content-Encoding": "identity" }, { contentLength: 1_000 }],
    [
      { "Content-Encoding": "gzip", "Accept-Ranges": "bytes" },
      { contentLength: null, acceptRanges: false },
    ],
    [{ ETag: 'W/"weak"' }, { etag: 'W/"weak"' }],
    [{ ETag: "bare" }, { etag: null }],
    [{ ETag: `"${"x".repeat(300)}"` }, { etag: null }],
    [{ "Last-Modified": "Thursday, 02-Jul-26 12:00:00 GMT" }, { lastModified: null }],
    [{ "Last-Modified": "<b>yesterday</b>" }, { lastModified: null }],
    // Of a whole recording it means nothing.
    [{ "Content-Range": "bytes 0-9/1000" }, { range: null }],
  ];

  for (const [headers, expected] of HEADERS) {
    it(`reads ${JSON.stringify(headers).slice(0, 80)} as ${JSON.stringify(expected)}`, async () => {
      const result = await open(audio(headers));
      assert.ok(result.ok);
      for (const [name, value] of Object.entries(expected)) {
        assert.equal(result.value[name as keyof Recording], value);
      }
    });
  }

  it("reports the whole when a storage host ignores the range", async () => {
    const result = await open(audio(), "bytes=100-199");
    assert.ok(result.ok);
    assert.equal(result.value.status, 200);
    assert.equal(result.value.range, null);
    assert.equal((await bytesOf(result.value.body)).length, 1_000);
  });

  for (const [range, first, last] of [
    ["bytes=0-0", 0, 0],
    ["bytes=900-", 900, 999],
    ["bytes=900-5000", 900, 999],
    ["bytes=-100", 900, 999],
    ["bytes=-5000", 0, 999],
    // A server may send less than was asked for.
    ["bytes=100-299", 100, 150],
  ] as const) {
    it(`accepts bytes ${first} to ${last} for ${range}`, async () => {
      const result = await open(audioPart(first, last), range);
      assert.ok(result.ok);
      assert.deepEqual(result.value.range, { first, last, sizeBytes: 1_000 });
      assert.equal(result.value.contentLength, last - first + 1);
    });
  }

  it("accepts a part of a whole of unknown size", async () => {
    const result = await open(audioPart(10, 19, { "Content-Range": "bytes 10-19/*" }), "bytes=10-19");
    assert.deepEqual(result.ok && result.value.range, { first: 10, last: 19, sizeBytes: null });
  });

  for (const [name, range, response] of [
    ["a part that nobody asked for", undefined, audioPart(0, 9)],
    ["another part than asked for", "bytes=100-199", audioPart(0, 99)],
    ["a longer part than asked for", "bytes=100-199", audioPart(100, 299)],
    ["a part from another end", "bytes=-100", audioPart(0, 99)],
    ["a longer end than asked for", "bytes=-100", audioPart(800, 999)],
    ["a part that does not say which", "bytes=0-9", audioPart(0, 9, { "Content-Range": "" })],
    ["a part backwards", "bytes=9-0", audioPart(0, 9, { "Content-Range": "bytes 9-0/1000" })],
    ["a part beyond the whole", "bytes=0-9", audioPart(0, 9, { "Content-Range": "bytes 0-9/5" })],
    ["a length that is not the part's", "bytes=0-9", audioPart(0, 9, { "Content-Length": "11" })],
    ["a part that is compressed", "bytes=0-9", audioPart(0, 9, { "Content-Encoding": "gzip" })],
    ["nothing to see", undefined, new Response(null, { status: 204 })],
  ] as const) {
    it(`refuses ${name}`, async () => {
      assert.deepEqual(await open(response, range), {
        ok: false,
        error: { kind: "invalid", reason: "schema" },
      });
    });
  }

  it("returns no body for 304", async () => {
    const result = await open(new Response(null, { status: 304, headers: { ETag: '"e1"' } }));
    assert.ok(result.ok);
    assert.equal(result.value.status, 304);
    assert.equal(result.value.body, null);
    assert.equal(result.value.contentLength, null);
  });
});
