import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall, samplePage } from "../../test/sample.ts";
import { json, scriptedFetch } from "../../test/scripted-fetch.ts";
import { LIST_BODY_MAX_BYTES, SINGLE_BODY_MAX_BYTES } from "../limits.ts";
import { createUltravox } from "../ultravox/index.ts";

const TOO_LARGE = { ok: false, error: { kind: "invalid", reason: "too_large" } };
const NOT_JSON = { ok: false, error: { kind: "invalid", reason: "not_json" } };

function clientFor(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, requests } = scriptedFetch(...steps);
  return { client: createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }), requests };
}

/** A stream without an end, and what became of it. */
function endlessBody(chunkBytes: number) {
  const seen = { bytes: 0, chunks: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.bytes += chunkBytes;
      seen.chunks += 1;
      controller.enqueue(new Uint8Array(chunkBytes).fill(0x20));
    },
    cancel() {
      seen.isCancelled = true;
    },
  });
  return { body, seen };
}

describe("an answer's body", () => {
  it("is cancelled at the limit when a single call never ends", async () => {
    const { body, seen } = endlessBody(65_536);
    const { client, requests } = clientFor(() => new Response(body));
    assert.deepEqual(await client.getCall(CALL_ID), TOO_LARGE);
    assert.equal(seen.isCancelled, true);
    assert.ok(seen.bytes <= SINGLE_BODY_MAX_BYTES + 3 * 65_536, `read ${seen.bytes}`);
    assert.equal(requests.length, 1, "it is not asked for again");
  });

  it("is cancelled at the limit when a list never ends", async () => {
    const { body, seen } = endlessBody(65_536);
    const { client } = clientFor(() => new Response(body));
    assert.deepEqual(await client.listCalls({ pageSize: 50 }), TOO_LARGE);
    assert.equal(seen.isCancelled, true);
    assert.ok(seen.bytes > LIST_BODY_MAX_BYTES && seen.bytes <= LIST_BODY_MAX_BYTES + 3 * 65_536);
  });

  it("is cancelled when empty chunks never end", { timeout: 60_000 }, async () => {
    const { body, seen } = endlessBody(0);
    const { client } = clientFor(() => new Response(body));
    assert.deepEqual(await client.getCall(CALL_ID), TOO_LARGE);
    assert.equal(seen.isCancelled, true);
  });

  it("is not read when its announced length is too large", async () => {
    const { body, seen } = endlessBody(65_536);
    const headers = { "Content-Length": String(SINGLE_BODY_MAX_BYTES + 1) };
    const { client } = clientFor(() => new Response(body, { headers }));
    assert.deepEqual(await client.getCall(CALL_ID), TOO_LARGE);
    assert.equal(seen.isCancelled, true);
    assert.ok(seen.chunks <= 1);
  });

  it("is read when it is exactly as long as the limit", async () => {
    const text = JSON.stringify(sampleCall());
    const { client } = clientFor(new Response(text.padEnd(SINGLE_BODY_MAX_BYTES)));
    assert.equal((await client.getCall(CALL_ID)).ok, true);
    const { client: other } = clientFor(new Response(text.padEnd(SINGLE_BODY_MAX_BYTES + 1)));
    assert.deepEqual(await other.getCall(CALL_ID), TOO_LARGE);
  });

  it("is cancelled unread when the status is a failure", async () => {
    const { body, seen } = endlessBody(65_536);
    const { client } = clientFor(() => new Response(body, { status: 500 }));
    assert.equal((await client.getCall(CALL_ID)).ok, false);
    assert.equal(seen.isCancelled, true);
    assert.ok(seen.chunks <= 1);
  });

  it("is parsed as JSON whatever its content type says", async () => {
    const asHtml = { headers: { "Content-Type": "text/html" } };
    const { client } = clientFor(json(sampleCall(), asHtml));
    assert.equal((await client.getCall(CALL_ID)).ok, true);
    const { client: other } = clientFor(json(null, {}), new Response("<html>"));
    assert.deepEqual(await other.getCall(CALL_ID), {
      ok: false,
      error: { kind: "invalid", reason: "schema" },
    });
  });

  for (const [name, response] of [
    ["HTML", new Response("<!doctype html><title>Bad gateway</title>")],
    ["nothing", new Response("")],
    ["204", new Response(null, { status: 204 })],
    ["half an object", new Response(JSON.stringify(sampleCall()).slice(0, -2))],
    ["two objects", new Response("{}{}")],
    ["NaN", new Response("NaN")],
  ] as const) {
    it(`is not_json and not repeated when it is ${name}`, async () => {
      const { client, requests } = clientFor(response);
      assert.deepEqual(await client.getCall(CALL_ID), NOT_JSON);
      assert.equal(requests.length, 1);
    });
  }

  it("keeps a character that two chunks share and drops a byte order mark", async () => {
    const bytes = new TextEncoder().encode(`\ufeff${JSON.stringify(sampleCall({ summary: "مرحبا 👋" }))}`);
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { client } = clientFor(() => new Response(body));
    const result = await client.getCall(CALL_ID);
    assert.equal(result.ok && result.value.summary, "مرحبا 👋");
  });

  it("is read whole where it ended before it is read", async () => {
    const body = JSON.stringify(sampleCall());
    const { client } = clientFor(async () => {
      const response = new Response(body);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return response;
    });
    assert.equal((await client.getCall(CALL_ID)).ok, true);
  });

  it("is read in large chunks where it is a stream of bytes, as in a Worker", async (context) => {
    context.after(() => Reflect.deleteProperty(navigator, "userAgent"));
    Object.defineProperty(navigator, "userAgent", { value: "Cloudflare-Workers", configurable: true });
    const bytes = new TextEncoder().encode(JSON.stringify(samplePage([sampleCall()])).padEnd(1_000_000));
    let [reads, offset] = [0, 0];
    const body = new ReadableStream({
      type: "bytes",
      pull(controller) {
        const view = controller.byobRequest?.view;
        const size = Math.min(view?.byteLength ?? 4_096, bytes.byteLength - offset);
        reads += 1;
        if (size === 0) controller.close();
        const chunk = bytes.slice(offset, offset + size);
        offset += size;
        if (!view) return controller.enqueue(chunk);
        new Uint8Array(view.buffer, view.byteOffset).set(chunk);
        controller.byobRequest?.respond(size);
      },
    });
    const { client } = clientFor(() => new Response(body));
    const page = await client.listCalls({ pageSize: 50 });
    assert.equal(page.ok && page.value.items.length, 1);
    assert.ok(reads < 10, `${reads} reads`);
  });

  it("is read in one piece in a Worker only where its length is announced and not compressed", async (context) => {
    context.after(() => Reflect.deleteProperty(navigator, "userAgent"));
    Object.defineProperty(navigator, "userAgent", { value: "Cloudflare-Workers", configurable: true });
    const body = JSON.stringify(samplePage([sampleCall()]));
    const length = String(Buffer.byteLength(body));
    for (const [headers, isWhole] of [
      [{ "Content-Length": length }, true],
      [{ "Content-Length": length, "Content-Encoding": "gzip" }, false],
      [{ "Content-Length": `${length}, ${length}` }, false],
      [{}, false],
    ] as const) {
      const response = new Response(body, { headers });
      const text = context.mock.method(response, "text");
      const { client } = clientFor(() => response);
      await client.listCalls({ pageSize: 50 });
      assert.equal(text.mock.callCount() === 1, isWhole, JSON.stringify(headers));
    }
  });

  it("fails as not_json or skips the row when JSON is nested too deep", async () => {
    const { client } = clientFor(new Response("[".repeat(1_000_000)));
    assert.deepEqual(await client.getCall(CALL_ID), NOT_JSON);
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const body = JSON.stringify(samplePage(["HERE", sampleCall()])).replace('"HERE"', deep);
    const { client: other } = clientFor(new Response(body));
    const page = await other.listCalls({ pageSize: 5 });
    assert.equal(page.ok && page.value.skipped, 1);
  });
});
