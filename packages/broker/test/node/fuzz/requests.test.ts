import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import {
  changedJson,
  changedText,
  fuzz,
  someHeader,
  someJson,
  someText,
  toWire,
  wellFormed,
} from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { type FuzzedBroker, openFuzzedBroker } from "../../support/fuzzed-broker.ts";
import { ADMIN_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../../support/identities.ts";
import { AGENT_A } from "../../support/raw-call.ts";
import type { TestPage } from "../../support/test-page.ts";

/** Each asks a whole broker. */
const FEW = { inTests: 150 };
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = { "Content-Type": "application/json" };

let world: FuzzedBroker;
let member: TestPage;
before(async () => {
  world = openFuzzedBroker();
  member = await world.member();
});

const someId = fc.oneof(
  fc.nat(5).map((index) => world.calls[index]?.callId ?? ""),
  fc.uuid(),
  // A proof that names a longer path is too long itself.
  someText.map((text) => text.slice(0, 200)),
);
const someQuery = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(..."cursor limit from to agent q status verdict include call severity by".split(" ")),
        fc.constantFrom("minDurationMs", "maxDurationMs"),
        someText,
      ),
      fc.oneof(
        changedText(fc.constantFrom("25", "2026-07-02T00:00:00Z", "ended", "day", "evaluation", AGENT_A)),
        fc.constantFrom("1", "50", "2026-07-02T00:00:00Z", "9999-12-31T23:59:59Z", "passed", "info", "hour"),
        someText,
      ),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString());

describe("a request with any", () => {
  it("query is answered, refused or not found", async () => {
    const somePath = fc.oneof(
      fc.constantFrom("/v1/calls", "/v1/stats", "/v1/agents", "/v1/talk", "/v1/evaluations"),
      fc
        .tuple(fc.nat(5), fc.constantFrom("", "/messages", "/events", "/evaluation"))
        .map(([index, part]) => `/v1/calls/${world.calls[index]?.callId}${part}`),
    );
    await fuzz(
      [somePath, fc.oneof(someQuery, someText)],
      async (path, query) => {
        const { status } = await world.check(await member.get(`${path}?${query.replaceAll("#", "")}`));
        assert.ok([200, 400, 403, 404, 502, 503].includes(status), `${status}`);
      },
      FEW,
    );
  });

  it("id of a call is found only if there is one", async () => {
    const ids = new Set(world.calls.map(({ callId }) => callId));
    const parts = fc.constantFrom("", "/events", "/messages");
    await fuzz(
      [someId, parts],
      async (id, part) => {
        const path = `/v1/calls/${encodeURIComponent(wellFormed(id))}${part}`;
        const { status } = await world.check(await member.get(path));
        const isPlain = !/^\.{0,2}$/.test(id);
        if (status === 200 && isPlain) assert.ok(ids.has(id.toLowerCase()), id);
        else assert.ok([200, 400, 404, 502].includes(status), `${status}`);
      },
      FEW,
    );
  });

  it("path and method is refused where there is no route", async () => {
    const part = fc.oneof(
      fc.constantFrom(..."v1 calls token health recordings webhooks ultravox admin sign-in ..".split(" ")),
      fc.constantFrom("keyhole", "keyhole.js", ".well-known", "%2e%2e", "1.0.0", "", "acme"),
      someText.map((text) => encodeURIComponent(wellFormed(text))),
      changedText(fc.constantFrom("%20", "%zz", "calls", "v1")).map((text) => text.replace(/[?#\s]/g, "")),
    );
    const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    await fuzz([fc.array(part, { maxLength: 5 }), method], async (parts, how) => {
      const url = `${PUBLIC_URL}/${parts.join("/")}`;
      if (!URL.canParse(url)) return;
      const { status } = await world.check(await world.broker.request(url, { method: how }));
      assert.ok(status < 500 || status === 503, `${status}`);
    });
  });

  it("header is ignored or refused", async () => {
    const name = fc.constantFrom(
      ...["Origin", "Host", "If-None-Match", "If-Match", "If-Range", "Range", "Accept", "X-Request-Id"],
      ...["CF-Connecting-IP", "X-Forwarded-Host", "Content-Type", "Cookie", "Authorization", "DPoP"],
    );
    await fuzz(
      [fc.array(fc.tuple(name, someHeader), { minLength: 1, maxLength: 3 })],
      async (headers) => {
        const { status } = await world.check(
          await member.get("/v1/agents", { headers: Object.fromEntries(headers) }),
        );
        const mustBeRefused = headers.some(([each]) => ["Authorization", "DPoP"].includes(each));
        const accepted = mustBeRefused ? [400, 401, 403] : [200, 304, 400, 403];
        assert.ok(accepted.includes(status), `${status}`);
      },
      FEW,
    );
  });

  it("token request is granted only for the site and type that it names", async () => {
    const field = fc.tuple(
      fc.oneof(
        fc.constantFrom("grant_type", "client_id", "scope", "subject_token", "dpop", "first"),
        someText,
      ),
      fc.oneof(
        fc.constantFrom("client_credentials", "open", "calls:read", "acme", "oidc"),
        changedText(fc.constantFrom("client_credentials", "open", "calls:read", "/v1/calls?limit=1")),
        someText,
      ),
    );
    const fields = fc
      .array(field, { maxLength: 5 })
      .map((pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString());
    const body = fc.oneof(
      fields,
      someText,
      changedText(
        fc.constant("grant_type=client_credentials&client_id=open&first=%2Fv1%2Fcalls%3Flimit%3D1"),
      ),
    );
    await fuzz([body, fc.oneof(fc.constant(FORM), someHeader)], async (form, type) => {
      const headers = { "Content-Type": type };
      const { status, text } = await world.check(await member.askAsVisitor({ body: form, headers }));
      if (status !== 200) return;
      const sent = new URLSearchParams(form);
      assert.ok(["open", "acme"].includes(sent.get("client_id") ?? ""), form);
      assert.equal(sent.get("grant_type"), "client_credentials");
      assert.equal((JSON.parse(text) as { scope: string }).scope.includes("transcripts"), false);
    });
  });

  it("start of a call sets nothing that the site does not list", async () => {
    const sample = fc.constant({
      agent: AGENT_A,
      variables: { name: "Anna", order: "1" },
      metadata: { campaign: "a" },
      medium: "voice",
      consent: { version: "1" },
    });
    const body = fc.oneof(
      changedJson(sample).map(toWire),
      someJson.map(toWire),
      changedText(fc.constant("{}")),
    );
    const key = fc.oneof(fc.constant("a-key-of-sixteen-characters"), someHeader);
    await fuzz(
      [body, key],
      async (sent, idempotencyKey) => {
        const headers = { ...JSON_TYPE, "Idempotency-Key": idempotencyKey };
        const answer = await member.get("/v1/calls", { method: "POST", headers, body: sent });
        const { status } = await world.check(answer);
        assert.ok([200, 201, 400, 409, 413, 415, 429, 503].includes(status), `${status}`);
        if (status !== 201) return;
        const { templateContext, metadata } = world.starting.starts.at(-1) ?? {};
        for (const name of Object.keys(templateContext ?? {}))
          assert.ok(["name", "order"].includes(name), name);
        for (const name of Object.keys(metadata ?? {})) assert.match(name, /^(campaign|keyhole_\w+)$/);
      },
      FEW,
    );
  });

  it("vote, revocation or switch is refused unless it says all", async () => {
    const [call] = world.calls;
    const owner = { ...JSON_TYPE, Authorization: `Bearer ${ADMIN_SECRET}` };
    const sample = fc.constantFrom<unknown>(
      { metricId: 1, vote: "up" },
      { site: "acme", subject: "x".repeat(43) },
      { disabled: false },
    );
    const body = fc.oneof(changedJson(sample).map(toWire), someText);
    const where = fc.constantFrom("vote", "revoke", "switch" as const);
    await fuzz(
      [body, where, fc.oneof(fc.constant("acme"), someText)],
      async (sent, to, site) => {
        if (to === "vote") {
          const path = `/v1/calls/${call?.callId}/evaluation/votes`;
          const { status } = await world.check(
            await member.get(path, { method: "POST", headers: JSON_TYPE, body: sent }),
          );
          assert.ok([400, 413, 502].includes(status), `${status}`);
          return;
        }
        // Revoking what a subject has leaves the member of this test alone; revoking all would not.
        if (to === "revoke" && !sent.includes("subject")) return;
        const path = to === "revoke" ? "revoke" : `switches/${encodeURIComponent(wellFormed(site))}`;
        const method = to === "revoke" ? "POST" : "PUT";
        if (to === "switch" && sent.includes("true")) return;
        const { status } = await world.ask(`/v1/admin/${path}`, { method, headers: owner, body: sent });
        assert.ok([200, 400, 404, 405, 413].includes(status), `${status}`);
      },
      FEW,
    );
  });

  it("address of a sign-in is posted to no origin but the site's", async () => {
    const value = fc.oneof(
      fc.constantFrom("oidc", PAGE_ORIGIN, "x".repeat(43), "y".repeat(30)),
      changedText(fc.constantFrom(PAGE_ORIGIN, "https://a.preview.acme.example")),
      someText,
    );
    const query = fc.record({ site: value, origin: value, jkt: value, state: value, lang: value });
    const path = fc.constantFrom("/v1/sign-in", "/v1/sign-in/callback");
    await fuzz(
      [path, query, someHeader],
      async (to, params, cookie) => {
        const { status, text } = await world.ask(`${to}?${new URLSearchParams(params)}`, {
          headers: { Cookie: cookie, "Accept-Language": cookie },
        });
        assert.ok([400, 403, 404, 503].includes(status), `${status}`);
        const origin = / data-origin="([^"]*)"/.exec(text)?.[1];
        if (origin !== undefined) assert.match(origin, /acme\.example$/);
      },
      FEW,
    );
  });
});
