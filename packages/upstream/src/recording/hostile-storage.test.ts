import assert from "node:assert/strict";
import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { type HostileServer, startHostileServer } from "../../test/hostile-server.ts";
import { API_KEY, CALL_ID } from "../../test/sample.ts";
import { DEADLINE_MS } from "../limits.ts";
import { createUltravox, type RecordingRequest } from "../ultravox/index.ts";

// Real connections through Node's own fetch.
const REDIRECT = { ok: false, error: { kind: "invalid", reason: "redirect" } };

/** An upstream that redirects to a storage host, which is another server on another port. */
async function startBoth(storageListener: RequestListener) {
  const storage = await startHostileServer(storageListener);
  const upstream = await startHostileServer((_, response) => {
    response.writeHead(302, { Location: `${storage.baseUrl}/1.wav?signature=SIGNED` }).end("Found.");
  });
  return {
    storage,
    upstream,
    async [Symbol.asyncDispose]() {
      await storage[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

function open(upstream: HostileServer, request: RecordingRequest = { method: "GET" }, deadlineMs = 5_000) {
  const client = createUltravox({ apiKey: API_KEY, baseUrl: upstream.baseUrl, random: () => 0 });
  return client.openRecording(CALL_ID, request, { isAllowedStorage: () => true, deadlineMs });
}

describe("openRecording against a hostile storage host", () => {
  it("sends the key to the upstream and never to the storage host", async () => {
    let seen: IncomingHttpHeaders = {};
    await using servers = await startBoth((request, response) => {
      seen = request.headers;
      response.writeHead(206, { "Content-Type": "audio/wav", "Content-Range": "bytes 1-3/9" }).end("abc");
    });
    const result = await open(servers.upstream, { method: "GET", range: "bytes=1-3", ifRange: '"e"' });
    assert.ok(result.ok);
    assert.equal(await new Response(result.value.body).text(), "abc");
    assert.equal(seen.range, "bytes=1-3");
    assert.equal(seen["if-range"], '"e"');
    assert.equal(JSON.stringify([seen, servers.storage.requests]).includes(API_KEY), false);
    for (const name of ["x-api-key", "x-unsafe-api-key", "authorization", "cookie", "referer"]) {
      assert.equal(seen[name], undefined, name);
    }
  });

  it("sends nothing to a host that is not allowed", async () => {
    await using servers = await startBoth((_, response) => response.end("RIFF"));
    const client = createUltravox({ apiKey: API_KEY, baseUrl: servers.upstream.baseUrl });
    const options = { isAllowedStorage: () => false };
    assert.deepEqual(await client.openRecording(CALL_ID, { method: "GET" }, options), REDIRECT);
    // Time for a request that should not come.
    await setTimeout(50);
    assert.deepEqual(servers.storage.requests, []);
  });

  it("gives up after two redirects when hosts redirect to each other", async () => {
    await using servers = await startBoth((_, response) => {
      response.writeHead(307, { Location: `${servers.upstream.baseUrl}/again` }).end();
    });
    assert.deepEqual(await open(servers.upstream), REDIRECT);
    assert.equal(servers.upstream.requests.length, 2);
    assert.equal(servers.storage.requests.length, 1);
  });

  it("refuses an HTML page and closes its connection", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await using servers = await startBoth((_, response) => {
      response.on("close", () => closed());
      response.writeHead(200, { "Content-Type": "text/html" }).write("<title>Sign in</title>");
    });
    const error = { kind: "invalid", reason: "content_type" };
    assert.deepEqual(await open(servers.upstream), { ok: false, error });
    await gone;
  });

  it("does not buffer a recording without an end", { timeout: 20_000 }, async () => {
    let sentBytes = 0;
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await using servers = await startBoth((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const pump = () => {
        while (!response.destroyed && response.write(chunk)) sentBytes += chunk.length;
      };
      response.writeHead(200, { "Content-Type": "audio/wav" });
      response.on("drain", pump).on("close", () => closed());
      pump();
    });
    const result = await open(servers.upstream);
    assert.ok(result.ok && result.value.body !== null);
    const reader = result.value.body.getReader();
    let readBytes = 0;
    while (readBytes < 2 * 1024 * 1024) readBytes += (await reader.read()).value?.byteLength ?? 0;
    await setTimeout(300);
    // What the two sockets and the fetch hold is a few megabytes, and does not grow.
    assert.ok(sentBytes < 32 * 1024 * 1024, `sent ${sentBytes} of which ${readBytes} were read`);
    await reader.cancel();
    await gone;
  });

  it("passes a drip on byte by byte", async () => {
    await using servers = await startBoth((_, response) => {
      response.writeHead(200, { "Content-Type": "audio/wav" });
      const drip = setInterval(() => response.write("a"), 20);
      response.on("close", () => clearInterval(drip));
    });
    const result = await open(servers.upstream);
    assert.ok(result.ok && result.value.body !== null);
    const reader = result.value.body.getReader();
    for (let count = 0; count < 20; count += 1) assert.equal((await reader.read()).done, false);
    await reader.cancel();
  });

  it("fails the stream when the connection is reset in mid-body", async () => {
    await using servers = await startBoth((request, response) => {
      response.writeHead(200, { "Content-Type": "audio/wav", "Content-Length": 1_000 });
      response.write("RIFF", () => request.socket.resetAndDestroy());
    });
    const result = await open(servers.upstream);
    assert.ok(result.ok);
    await assert.rejects(new Response(result.value.body).arrayBuffer(), /broke off/);
  });

  it("gives up at the deadline when the host never answers", async () => {
    await using servers = await startBoth(() => {});
    const startMs = performance.now();
    const error = { kind: "unavailable", reason: "timeout" };
    assert.deepEqual(await open(servers.upstream, { method: "GET" }, 400), { ok: false, error });
    assert.ok(performance.now() - startMs < DEADLINE_MS);
  });

  it("closes the body's connection for HEAD", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await using servers = await startBoth((_, response) => {
      response.on("close", () => closed());
      response.writeHead(200, { "Content-Type": "audio/wav", "Content-Length": 1_000_000 }).write("RIFF");
    });
    const result = await open(servers.upstream, { method: "HEAD" });
    assert.equal(result.ok && result.value.contentLength, 1_000_000);
    await gone;
  });

  it("returns no length for a compressed body", async () => {
    const { gzipSync } = await import("node:zlib");
    const zipped = gzipSync(Buffer.alloc(1_000));
    await using servers = await startBoth((_, response) => {
      response.writeHead(200, {
        "Content-Type": "audio/wav",
        "Content-Encoding": "gzip",
        "Content-Length": zipped.length,
      });
      response.end(zipped);
    });
    const result = await open(servers.upstream);
    assert.ok(result.ok);
    assert.equal(result.value.contentLength, null);
    assert.equal((await new Response(result.value.body).arrayBuffer()).byteLength, 1_000);
  });
});
