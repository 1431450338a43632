import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { startHostileServer } from "../../test/hostile-server.ts";
import { API_KEY, CALL_ID, sampleCall } from "../../test/sample.ts";
import { DEADLINE_MS } from "../limits.ts";
import { createUltravox } from "./index.ts";

// Real connections through Node's own fetch; the clients' waits between attempts are cut short.
const quick = { apiKey: API_KEY, random: () => 0 };
const NETWORK = { ok: false, error: { kind: "unavailable", reason: "network" } };
const TIMEOUT = { ok: false, error: { kind: "unavailable", reason: "timeout" } };

describe("createUltravox on a hostile network", () => {
  it("sends the key as a header of a GET", async () => {
    let seen: unknown;
    await using server = await startHostileServer((request, response) => {
      seen = request.headers["x-api-key"];
      response.end(JSON.stringify(sampleCall()));
    });
    const result = await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID);
    assert.equal(result.ok, true);
    assert.equal(seen, API_KEY);
    assert.deepEqual(server.requests, [`GET /api/calls/${CALL_ID}`]);
  });

  it("fails as network after three attempts when the connection is reset", async () => {
    await using server = await startHostileServer((request) => request.socket.resetAndDestroy());
    const result = await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID);
    assert.deepEqual(result, NETWORK);
    assert.equal(server.requests.length, 3);
  });

  it("succeeds by a repeat when the connection is reset in mid-body", async () => {
    const body = JSON.stringify(sampleCall());
    await using server = await startHostileServer((request, response) => {
      if (server.requests.length > 1) return response.end(body);
      response.writeHead(200, { "Content-Length": body.length });
      response.write(body.slice(0, 40), () => request.socket.resetAndDestroy());
      return undefined;
    });
    const result = await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID);
    assert.equal(result.ok, true);
    assert.equal(server.requests.length, 2);
  });

  it("fails as network when the body is shorter than its length", async () => {
    await using server = await startHostileServer((request, response) => {
      response.writeHead(200, { "Content-Length": 1000 });
      response.write("{}", () => request.socket.end());
    });
    assert.deepEqual(await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID), NETWORK);
  });

  it("fails as network when the bytes are not HTTP", async () => {
    await using server = await startHostileServer((request) => request.socket.end("HELLO\r\n\r\n"));
    assert.deepEqual(await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID), NETWORK);
  });

  it("fails as network when nobody listens", async () => {
    const server = await startHostileServer((_, response) => response.end());
    await server[Symbol.asyncDispose]();
    assert.deepEqual(await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID), NETWORK);
  });

  it("gives up at the deadline when the server never answers", async () => {
    await using server = await startHostileServer(() => {});
    const startMs = performance.now();
    const client = createUltravox({ ...quick, baseUrl: server.baseUrl });
    assert.deepEqual(await client.getCall(CALL_ID, { deadlineMs: 400 }), TIMEOUT);
    assert.ok(performance.now() - startMs < DEADLINE_MS);
  });

  it("gives up a slow drip at the deadline and closes the connection", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await using server = await startHostileServer((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => {
        clearInterval(drip);
        closed();
      });
    });
    const client = createUltravox({ ...quick, baseUrl: server.baseUrl });
    assert.deepEqual(await client.getCall(CALL_ID, { deadlineMs: 400 }), TIMEOUT);
    await gone;
  });

  it("cancels a huge body so that the server stops sending", { timeout: 20_000 }, async () => {
    let sentBytes = 0;
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await using server = await startHostileServer((_, response) => {
      const chunk = Buffer.alloc(65_536, " ");
      const pump = () => {
        while (!response.destroyed && response.write(chunk)) sentBytes += chunk.length;
      };
      response.on("drain", pump).on("close", () => closed());
      pump();
    });
    const result = await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID);
    assert.deepEqual(result, { ok: false, error: { kind: "invalid", reason: "too_large" } });
    await gone;
    // The limit is 2 MiB; what the two sockets buffer comes on top.
    assert.ok(sentBytes < 64 * 1024 * 1024, `sent ${sentBytes}`);
  });

  for (const code of [301, 302, 303, 307, 308]) {
    it(`sends nothing to the other host when the answer is ${code}`, async () => {
      await using other = await startHostileServer((_, response) =>
        response.end(JSON.stringify(sampleCall())),
      );
      await using server = await startHostileServer((_, response) => {
        response.writeHead(code, { Location: `${other.baseUrl}/calls/${CALL_ID}` }).end();
      });
      const client = createUltravox({ ...quick, baseUrl: server.baseUrl });
      const error = { kind: "invalid", reason: "redirect" };
      assert.deepEqual(await client.getCall(CALL_ID), { ok: false, error });
      assert.deepEqual(await client.listCalls({ pageSize: 5 }), { ok: false, error });
      // Time for a request that should not come.
      await setTimeout(50);
      assert.deepEqual(other.requests, []);
      assert.equal(server.requests.length, 2);
    });
  }

  it("counts a compressed body by its decompressed size", async () => {
    const { gzipSync } = await import("node:zlib");
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
    await using server = await startHostileServer((_, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip", "Content-Length": bomb.length }).end(bomb);
    });
    const result = await createUltravox({ ...quick, baseUrl: server.baseUrl }).getCall(CALL_ID);
    assert.deepEqual(result, { ok: false, error: { kind: "invalid", reason: "too_large" } });
  });
});
