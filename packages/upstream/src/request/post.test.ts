import assert from "node:assert/strict";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { fakeClock } from "../../test/fake-clock.ts";
import { type HostileServer, startHostileServer } from "../../test/hostile-server.ts";
import { API_KEY } from "../../test/sample.ts";
import { FURTHER_ATTEMPTS, SINGLE_BODY_MAX_BYTES } from "../limits.ts";
import { createTransport } from "./client.ts";
import { createJsonClient, type PostTarget } from "./json-client.ts";

// Real connections through Node's own fetch; the waits between attempts are cut short.

type Failure = (response: ServerResponse) => unknown;

const FAILURES: [name: string, fail: Failure, kind: string][] = [
  ["a reset", (response) => response.socket?.resetAndDestroy(), "unavailable"],
  ["502", (response) => response.writeHead(502).end(), "unavailable"],
  [
    "503 with Retry-After",
    (response) => response.writeHead(503, { "Retry-After": "0" }).end(),
    "unavailable",
  ],
  [
    "429 with Retry-After",
    (response) => response.writeHead(429, { "Retry-After": "0" }).end(),
    "rate_limited",
  ],
];

const TARGET: PostTarget = { path: "/votes", resource: "single", json: { vote: "up", text: "größe" } };

function post(server: HostileServer, changes: Partial<PostTarget> = {}, deadlineMs = 5_000) {
  const options = { apiKey: API_KEY, baseUrl: server.baseUrl, random: () => 0 };
  const client = createJsonClient(createTransport(options, "X-API-Key"));
  return client.post({ ...TARGET, ...changes }, { deadlineMs });
}

describe("createJsonClient post", () => {
  it("sends the body, its content type and the key, and returns the parsed answer", async () => {
    let headers: IncomingHttpHeaders = {};
    let body = "";
    await using server = await startHostileServer(async (request, response) => {
      headers = request.headers;
      body = await text(request);
      response.end('{"id":7}');
    });
    const query = new URLSearchParams({ dry: "1" });
    assert.deepEqual(await post(server, { query }), { ok: true, value: { id: 7 } });
    assert.deepEqual(server.requests, ["POST /api/votes?dry=1"]);
    assert.deepEqual(JSON.parse(body), TARGET.json);
    assert.equal(headers["content-type"], "application/json");
    assert.equal(headers.accept, "application/json");
    assert.equal(headers["x-api-key"], API_KEY);
  });

  for (const [name, fail, kind] of FAILURES) {
    it(`sends once when ${name} is the answer`, async () => {
      await using server = await startHostileServer((_, response) => fail(response));
      const result = await post(server);
      assert.equal(result.ok ? null : result.error.kind, kind);
      assert.equal(server.requests.length, 1);
    });

    it(`repeats an idempotent request when ${name} is the answer`, async () => {
      await using server = await startHostileServer((_, response) => fail(response));
      const result = await post(server, { isIdempotent: true });
      assert.equal(result.ok ? null : result.error.kind, kind);
      assert.equal(server.requests.length, 1 + FURTHER_ATTEMPTS);
    });
  }

  it("sends the same body again when an idempotent request is repeated", async () => {
    const bodies: string[] = [];
    await using server = await startHostileServer(async (request, response) => {
      bodies.push(await text(request));
      response.writeHead(bodies.length === 1 ? 503 : 200).end("{}");
    });
    assert.deepEqual(await post(server, { isIdempotent: true }), { ok: true, value: {} });
    assert.equal(bodies.length, 2);
    assert.equal(bodies[0], bodies[1]);
  });

  it("sends once when the answer breaks off", async () => {
    await using server = await startHostileServer((_, response) => {
      response.writeHead(200, { "Content-Length": 100 });
      response.write("{", () => response.socket?.resetAndDestroy());
    });
    const error = { kind: "unavailable", reason: "network" };
    assert.deepEqual(await post(server), { ok: false, error });
    assert.equal(server.requests.length, 1);
  });

  it("gives up at the deadline when no answer comes", async () => {
    await using server = await startHostileServer(() => {});
    const error = { kind: "unavailable", reason: "timeout" };
    assert.deepEqual(await post(server, {}, 300), { ok: false, error });
    assert.ok(server.requests.length <= 1);
  });

  it("refuses an answer that is larger than its limit", async () => {
    await using server = await startHostileServer((_, response) => {
      response.end(" ".repeat(SINGLE_BODY_MAX_BYTES + 1));
    });
    assert.deepEqual(await post(server), { ok: false, error: { kind: "invalid", reason: "too_large" } });
  });

  for (const code of [302, 307]) {
    it(`follows no redirect when the answer is ${code}`, async () => {
      await using other = await startHostileServer((_, response) => response.end("{}"));
      await using server = await startHostileServer((_, response) => {
        response.writeHead(code, { Location: other.baseUrl }).end();
      });
      assert.deepEqual(await post(server), { ok: false, error: { kind: "invalid", reason: "redirect" } });
      assert.deepEqual(other.requests, []);
    });
  }

  it("returns null when the answer is empty", async () => {
    await using server = await startHostileServer((_, response) => response.writeHead(204).end());
    assert.deepEqual(await post(server), { ok: true, value: null });
  });

  it("refuses an answer that is not JSON", async () => {
    await using server = await startHostileServer((_, response) => response.end("<html>"));
    assert.deepEqual(await post(server), { ok: false, error: { kind: "invalid", reason: "not_json" } });
  });

  it("asks nothing when the signal is already aborted", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    const transport = createTransport({ apiKey: API_KEY, baseUrl: server.baseUrl }, "X-API-Key");
    const result = await createJsonClient(transport).post(TARGET, { signal: AbortSignal.abort() });
    assert.deepEqual(result, { ok: false, error: { kind: "aborted" } });
    assert.deepEqual(server.requests, []);
  });

  it("may use more than one attempt's time when it is sent once", async (t) => {
    const { settle } = fakeClock(t);
    const transport = createTransport(
      { apiKey: API_KEY, baseUrl: "https://upstream.example", fetch: () => new Promise(() => {}) },
      "X-API-Key",
    );
    const { tookMs } = await settle(createJsonClient(transport).post(TARGET, { deadlineMs: 9_000 }));
    assert.equal(tookMs, 9_000);
  });
});
