import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { CallDetail, CallSummary, Message, Page } from "@keyhole/contract";
import { changedJson, fuzz, someBody, someHeader, someText, toWire, wellFormed } from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { generateKeyPair, SignJWT } from "jose";
import { json } from "../../support/fake-upstream.ts";
import { type FuzzedBroker, openFuzzedBroker } from "../../support/fuzzed-broker.ts";
import { ISSUER, PAGE_ORIGIN, PUBLIC_URL } from "../../support/identities.ts";
import { AGENT_A, rawCall } from "../../support/raw-call.ts";
import { rawEvent, rawMessage } from "../../support/raw-parts.ts";
import { TestPage } from "../../support/test-page.ts";

type Body = Uint8Array<ArrayBuffer>;

/** Each asks a whole broker. */
const FEW = { inTests: 150 };
const CALL = rawCall();
/** What the upstream answers next, whatever it is asked. */
let answer: (url: string) => Response;
let world: FuzzedBroker;
let member: TestPage;
before(async () => {
  world = openFuzzedBroker(async (input) => answer(String(input)));
  member = await world.member();
});

const page = (rows: readonly object[]) =>
  fc.constant({ results: rows, next: null, previous: null, total: 9 });
const answerWith = (body: Body, headers: Record<string, string> = {}) => {
  answer = () => new Response(body, { headers: { "Content-Type": "application/json", ...headers } });
};

describe("any answer of the upstream becomes the contract's or a refusal:", () => {
  it("a list of calls", async () => {
    const rows = [CALL, rawCall({ agentId: null }), rawCall({ joined: null, ended: null, endReason: null })];
    await fuzz(
      [someBody(page(rows))],
      async (body) => {
        answerWith(body);
        const list = await read<Page<CallSummary>>("/v1/calls?limit=5");
        for (const call of list?.items ?? []) checkCall(call);
        if (list !== null) assert.ok(list.next === null || typeof list.next === "string");
      },
      FEW,
    );
  });

  it("a call", async () => {
    const other = rawCall();
    await fuzz(
      [someBody(fc.constantFrom<unknown>(other, rawCall(CALL)))],
      async (body) => {
        answerWith(body);
        // Not one that is remembered.
        const detail = await read<CallDetail>(`/v1/calls/${other.callId}`);
        if (detail === null) return;
        checkCall(detail);
        assert.equal(detail.id, other.callId);
      },
      FEW,
    );
  });

  it("turns and events of a call", async () => {
    const rows = [rawMessage(), rawMessage({ role: "MESSAGE_ROLE_USER" }), rawEvent({ callId: CALL.callId })];
    await fuzz(
      [someBody(page(rows)), fc.constantFrom("messages", "events")],
      async (body, part) => {
        answer = (url) => (url.includes(`/${part}`) ? new Response(body) : json(CALL));
        const list = await read<Page<Message>>(`/v1/calls/${CALL.callId}/${part}`);
        for (const { text } of list?.items ?? []) assert.ok(text === null || typeof text === "string");
      },
      FEW,
    );
  });

  it("agents, counts and evaluations", async () => {
    const sample = fc.constantFrom<unknown>(
      { results: [{ agentId: AGENT_A, name: "Reception" }], next: null, total: 1 },
      {
        allTime: { totalCount: 3, joinedCount: 2, duration: "60s" },
        daily: [{ date: "2026-07-02", totalCount: 3, joinedCount: 2, duration: "60s" }],
        hourly: [],
      },
      {
        count: 1,
        results: [{ id: 1, call_id: CALL.callId, agent: 1, timestamp: CALL.created, status: "success" }],
      },
    );
    const path = fc.constantFrom("/v1/agents", "/v1/stats", `/v1/evaluations?call=${CALL.callId}`);
    const hour = fc.nat(10_000);
    await fuzz(
      [someBody(sample), path, hour],
      async (body, to, hours) => {
        answer = (url) => (url.endsWith(CALL.callId) ? json(CALL) : new Response(body));
        // Another range each time, so that no figures are remembered.
        const from = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString();
        const query = to === "/v1/stats" ? `?by=day&from=${from}&to=2027-01-01T00:00:00Z` : "";
        await read(`${to}${query}`);
      },
      FEW,
    );
  });

  it("a recording, its status and headers", async () => {
    const headers = fc.record(
      {
        "Content-Type": fc.oneof(fc.constantFrom("audio/wav", "text/html", "audio/x+xml"), someHeader),
        "Content-Range": fc.oneof(fc.constantFrom("bytes 0-9/10", "bytes */10", "bytes 5-1/3"), someHeader),
        "Content-Encoding": fc.constantFrom("identity", "br"),
        "Accept-Ranges": someHeader,
        ETag: fc.oneof(fc.constant('"a"'), someHeader),
        "Last-Modified": someHeader,
        Location: fc.oneof(
          fc.constantFrom("https://storage.example/a", "http://169.254.169.254/", "//x", "https://10.0.0.1/"),
          someHeader,
        ),
        "Retry-After": fc.oneof(fc.constantFrom("999999999999", "-1"), someHeader),
      },
      { requiredKeys: [] },
    );
    const status = fc.constantFrom(200, 206, 302, 307, 304, 404, 416, 425, 403, 500);
    const range = fc.constantFrom("bytes=0-3", "bytes=-2", "bytes=5-");
    answer = () => json(CALL);
    const ticket = await ticketOf();
    await fuzz(
      [status, headers, range],
      async (code, sent, asked) => {
        const body = code === 304 ? null : "RIFF-AUDIO";
        answer = (url) => {
          assert.doesNotMatch(url, /169\.254|10\.0\.0\.1/);
          return new Response(body, { status: code, headers: sent });
        };
        const heard = await world.broker.request(ticket, { headers: { Range: asked, Origin: PAGE_ORIGIN } });
        assert.ok(!heard.headers.has("Location"));
        // A body that ends early breaks off.
        const text = await heard
          .clone()
          .text()
          .catch(() => null);
        if (text === null) return;
        const { status: told } = await world.check(heard);
        assert.ok([200, 206, 404, 416, 425, 502, 503].includes(told), `${told}`);
        if (told < 300) assert.match(heard.headers.get("Content-Type") ?? "", /^audio\/[a-z0-9.-]+$/);
      },
      FEW,
    );
  });

  async function ticketOf(): Promise<string> {
    answer = (url) =>
      url.endsWith("/recording")
        ? new Response("RIFF-AUDIO", { headers: { "Content-Type": "audio/wav" } })
        : json(CALL);
    const made = await member.get(`/v1/calls/${CALL.callId}/recording`, { method: "POST" });
    assert.equal(made.status, 200, await made.clone().text());
    return ((await made.json()) as { url: string }).url;
  }

  async function read<Answer>(path: string): Promise<Answer | null> {
    const { status, text } = await world.check(await member.get(path));
    assert.ok([200, 404, 502, 503].includes(status), `${status}`);
    return status === 200 ? (JSON.parse(text) as Answer) : null;
  }

  function checkCall(call: CallSummary): void {
    assert.ok(call.id !== "" && wellFormed(call.id) === call.id);
    assert.ok(["waiting", "active", "ended", "unjoined"].includes(call.status));
    for (const time of [call.createdAt, call.joinedAt, call.endedAt])
      assert.ok(time === null || new Date(time).toISOString() === time, `${time}`);
    assert.ok(call.durationMs === null || (Number.isInteger(call.durationMs) && call.durationMs >= 0));
    for (const text of [call.title, call.summary]) assert.ok(text === null || typeof text === "string");
    assert.deepEqual(Object.keys(call.metadata), []);
  }
});

describe("any answer of an identity provider ends in a refusal:", () => {
  it("a key set", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const assertion = await new SignJWT({ sub: "a" })
      .setProtectedHeader({ alg: "ES256", kid: "k" })
      .setIssuer(ISSUER)
      .setAudience("keyhole:keys")
      .setIssuedAt()
      .setExpirationTime("2m")
      .sign(privateKey);
    const sample = fc.constant({
      keys: [
        { kty: "EC", crv: "P-256", alg: "ES256", kid: "k", use: "sig", x: "A".repeat(43), y: "A".repeat(43) },
      ],
    });
    const check = async (body: Body) => {
      // A broker of its own: a key set is fetched once.
      const own = openFuzzedBroker(async () => new Response(body));
      const stranger = await TestPage.open(own.broker, member.keys);
      const { status } = await own.check(await stranger.askAsMember(assertion, {}, "keys"));
      assert.ok([400, 503].includes(status), `${status}`);
    };
    await fuzz([someBody(sample)], check, { share: 0.2 });
  });

  const DISCOVERY = {
    issuer: "https://login.example",
    authorization_endpoint: "https://login.example/authorize",
    token_endpoint: "https://login.example/token",
    jwks_uri: "https://login.example/jwks",
  };
  const query = new URLSearchParams({
    site: "oidc",
    origin: PAGE_ORIGIN,
    jkt: "x".repeat(43),
    state: "y".repeat(30),
  });

  it("a discovery document", async () => {
    const sample = fc.constant(DISCOVERY);
    const check = async (body: Body) => {
      const headers = { "Content-Type": "application/json" };
      const own = openFuzzedBroker(async () => new Response(body, { headers }));
      const opened = await own.broker.request(`${PUBLIC_URL}/v1/sign-in?${query}`);
      const to = opened.headers.get("Location");
      const { status } = await own.check(opened);
      assert.ok([302, 400, 403, 502, 503].includes(status), `${status}`);
      if (status === 302) assert.equal(new URL(to ?? "").protocol, "https:");
    };
    const body = fc.oneof(
      someBody(sample),
      changedJson(sample).map((value) => new Uint8Array(new TextEncoder().encode(toWire(value)))),
      fc.tuple(sample, someText).map(([all, text]) => {
        const changed = { ...all, authorization_endpoint: text };
        return new Uint8Array(new TextEncoder().encode(toWire(changed)));
      }),
    );
    await fuzz([body], check, { share: 0.2 });
  });

  it("a token answer, or what a window comes back with", async () => {
    const headers = { "Content-Type": "application/json" };
    let body: Body = new Uint8Array();
    const own = openFuzzedBroker(async (input) =>
      String(input).includes("/.well-known/") ? json(DISCOVERY) : new Response(body, { headers }),
    );
    const opened = await own.broker.request(`${PUBLIC_URL}/v1/sign-in?${query}`);
    const state = new URL(opened.headers.get("Location") ?? "").searchParams.get("state") ?? "";
    const cookie = opened.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
    const token = `${part({ alg: "RS256" })}.${part({ iss: "https://login.example", sub: "a", aud: "a" })}.AA`;
    const sample = fc.constant({ access_token: "a", token_type: "bearer", id_token: token });
    const params = fc.record(
      { code: fc.oneof(fc.constant("c"), someText), error: someText, iss: someText, state: someText },
      { requiredKeys: ["code"] },
    );
    const check = async (answered: Body, given: object) => {
      body = answered;
      const back = new URLSearchParams({ state, ...given });
      const { status } = await own.ask(`/v1/sign-in/callback?${back}`, { headers: { Cookie: cookie } });
      assert.ok([400, 403, 503].includes(status), `${status}`);
    };
    await fuzz([someBody(sample), params], check, FEW);
  });
});
