import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { API_KEY, BASE_URL, CALL_ID } from "../../test/sample.ts";
import {
  AUDIO,
  audio,
  audioPart,
  bytesOf,
  recordingClient,
  redirect,
  STORAGE_URL,
} from "../../test/sample-recording.ts";
import { status } from "../../test/scripted-fetch.ts";

const ANY = { isAllowedStorage: () => true };
const PATH = `${BASE_URL}/calls/${CALL_ID}/recording`;

describe("openRecording", () => {
  it("streams a recording that the upstream answers itself", async () => {
    const { client, requests } = recordingClient(audio({ ETag: '"e1"' }));
    const result = await client.openRecording(CALL_ID, { method: "GET" }, ANY);
    assert.ok(result.ok);
    const { body, ...facts } = result.value;
    assert.deepEqual(facts, {
      status: 200,
      contentType: "audio/wav",
      contentLength: AUDIO.length,
      range: null,
      acceptRanges: false,
      etag: '"e1"',
      lastModified: null,
    });
    assert.deepEqual(await bytesOf(body), AUDIO);
    assert.deepEqual(
      requests.map(({ url, init }) => [init.method, url.href, init.redirect]),
      [["GET", PATH, "manual"]],
    );
    assert.deepEqual(Object.fromEntries(requests[0]?.headers ?? []), { "x-api-key": API_KEY });
  });

  it("sends the storage host the range without the key or any other header", async () => {
    const headers = { ETag: '"e1"', "Last-Modified": "Thu, 02 Jul 2026 12:00:00 GMT" };
    const { client, requests } = recordingClient(redirect(STORAGE_URL), audioPart(100, 299, headers));
    const request = { method: "GET", range: "bytes=100-299", ifRange: '"e1"' } as const;
    const result = await client.openRecording(CALL_ID, request, ANY);
    assert.ok(result.ok);
    const { body, ...facts } = result.value;
    assert.deepEqual(facts, {
      status: 206,
      contentType: "audio/wav",
      contentLength: 200,
      range: { first: 100, last: 299, sizeBytes: 1_000 },
      acceptRanges: true,
      etag: '"e1"',
      lastModified: "Thu, 02 Jul 2026 12:00:00 GMT",
    });
    assert.deepEqual(await bytesOf(body), AUDIO.slice(100, 300));
    const range = { range: "bytes=100-299", "if-range": '"e1"' };
    assert.deepEqual(
      requests.map((sent) => [sent.url.href, Object.fromEntries(sent.headers)]),
      [
        [PATH, { ...range, "x-api-key": API_KEY }],
        [STORAGE_URL, range],
      ],
    );
    assert.equal(JSON.stringify(requests[1]?.init).includes(API_KEY), false);
  });

  it("cancels the body for HEAD and returns the same facts", async () => {
    let isCancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    const headers = { "Content-Type": "audio/wav", "Content-Length": "7", "Accept-Ranges": "bytes" };
    const { client, requests } = recordingClient(
      redirect(STORAGE_URL),
      () => new Response(body, { headers }),
    );
    const result = await client.openRecording(CALL_ID, { method: "HEAD" }, ANY);
    assert.ok(result.ok);
    assert.equal(result.value.body, null);
    assert.equal(result.value.contentLength, 7);
    assert.equal(result.value.acceptRanges, true);
    assert.equal(isCancelled, true);
    // A URL that is signed for GET refuses HEAD.
    assert.deepEqual(
      requests.map(({ init }) => init.method),
      ["GET", "GET"],
    );
    assert.equal(requests[1]?.init.signal?.aborted, true);
  });

  for (const [code, error] of [
    [400, { kind: "refused", status: 400 }],
    [401, { kind: "key_rejected", status: 401 }],
    [403, { kind: "key_rejected", status: 403 }],
    [404, { kind: "not_found" }],
    [416, { kind: "range_not_satisfiable", size: null }],
    [425, { kind: "not_ready" }],
    [429, { kind: "rate_limited", retryAfterMs: null }],
    [500, { kind: "unavailable", reason: "status", status: 500 }],
  ] as const) {
    it(`returns ${error.kind} without a repeat when the upstream answers ${code}`, async () => {
      const { client, requests } = recordingClient(status(code));
      assert.deepEqual(await client.openRecording(CALL_ID, { method: "GET" }, ANY), { ok: false, error });
      assert.equal(requests.length, 1);
    });
  }

  for (const code of [400, 401, 403, 404, 410, 425, 429, 500]) {
    it(`returns unavailable when a storage host answers ${code}`, async () => {
      const { client } = recordingClient(redirect(STORAGE_URL), status(code));
      const error = { kind: "unavailable", reason: "status", status: code };
      assert.deepEqual(await client.openRecording(CALL_ID, { method: "GET" }, ANY), { ok: false, error });
    });
  }

  for (const [contentRange, size] of [
    ["bytes */1000", 1_000],
    ["bytes */*", null],
    ["bytes 0-1/1000", null],
    ["items */5", null],
  ] as const) {
    it(`returns a size of ${size} for 416 with ${contentRange}`, async () => {
      const { client } = recordingClient(
        redirect(STORAGE_URL),
        status(416, { "Content-Range": contentRange }),
      );
      const result = await client.openRecording(CALL_ID, { method: "GET", range: "bytes=5000-" }, ANY);
      assert.deepEqual(result, { ok: false, error: { kind: "range_not_satisfiable", size } });
    });
  }

  it("asks for a new signed URL when the connection to the storage host breaks", async () => {
    const second = "https://storage.example/r/1.wav?signature=SECOND";
    const { client, requests } = recordingClient(
      redirect(STORAGE_URL),
      new Error("reset"),
      redirect(second),
      audio(),
    );
    const result = await client.openRecording(CALL_ID, { method: "GET" }, ANY);
    assert.ok(result.ok);
    assert.deepEqual(
      requests.map(({ url }) => url.href),
      [PATH, STORAGE_URL, PATH, second],
    );
  });

  it("repeats after 503 of the storage host", async () => {
    const { client, requests } = recordingClient(
      redirect(STORAGE_URL),
      status(503, { "Retry-After": "1" }),
      redirect(STORAGE_URL),
      audio(),
    );
    assert.ok((await client.openRecording(CALL_ID, { method: "GET" }, ANY)).ok);
    assert.equal(requests.length, 4);
  });

  it("returns not_found without a request for an id that cannot exist", async () => {
    const { client, requests } = recordingClient(audio());
    for (const id of ["", ".", "..", "a/b", "a\u0000"]) {
      const result = await client.openRecording(id, { method: "GET" }, ANY);
      assert.deepEqual(result, { ok: false, error: { kind: "not_found" } });
    }
    assert.equal(requests.length, 0);
  });

  for (const [name, request] of [
    ["range", { method: "GET", range: "bytes=0-1,3-4" }],
    ["range", { method: "GET", range: "bytes=-" }],
    ["range", { method: "GET", range: "seconds=1-2" }],
    ["range", { method: "GET", range: "bytes=0-1\r\nX-API-Key: x" }],
    ["ifRange", { method: "GET", range: "bytes=0-1", ifRange: '"a"\r\nb: c' }],
    ["ifRange", { method: "GET", range: "bytes=0-1", ifRange: "x".repeat(257) }],
    ["method", { method: "POST" as "GET" }],
  ] as const) {
    it(`rejects with a TypeError for ${JSON.stringify(request).slice(0, 60)}`, async () => {
      const { client, requests } = recordingClient(audio());
      await assert.rejects(
        client.openRecording(CALL_ID, request, ANY),
        (error) => error instanceof TypeError && error.message.startsWith(`\`${name}\``),
      );
      assert.equal(requests.length, 0);
    });
  }

  it("sends no If-Range without a range", async () => {
    const { client, requests } = recordingClient(audio());
    await client.openRecording(CALL_ID, { method: "GET", ifRange: '"e1"' }, ANY);
    assert.equal(requests[0]?.headers.get("If-Range"), null);
  });
});
