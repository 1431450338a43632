import { afterEach, describe, expect, it, vi } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { fakeTime } from "../support/faked-time.ts";
import { PAGE_ORIGIN, PUBLIC_URL } from "../support/identities.ts";
import { makeProof, tokenHash } from "../support/make-proof.ts";
import type { TestBroker } from "../support/open-broker.ts";
import { rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, siteBroker, testBroker } from "../support/test-config.ts";
import { type Change, TestPage } from "../support/test-page.ts";
import { otherKeys } from "../tokens/cases/broken-proof.ts";

const FROM = { headers: { "CF-Connecting-IP": "192.0.2.1" } };
const ID = "cccccccc-0000-4000-8000-000000000001";
const CALL = rawCall({ callId: ID });

/** A refusal, and what the owner's log says of it. */
interface Refused {
  refuse: () => Promise<{ broker: TestBroker; answer: Response }>;
  reason: string | undefined;
  /** Names the claim or setting. */
  names: string;
}

const full = { limit: async () => ({ success: false }) };
const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** A visitor's mint with a change, at a broker with changes. */
function mint(change: Change, { site = "acme", broker = () => testBroker() } = {}): Refused["refuse"] {
  return async () => {
    const opened = broker();
    const page = await TestPage.open(opened);
    return { broker: opened, answer: await page.askAsVisitor(change, site) };
  };
}

/** A member's request to a resource with a change. */
function read(
  change: (page: TestPage) => Change | Promise<Change>,
  { path = "/v1/calls", grant = () => ({ scopes: ["calls:read"], rows: "all" }) as unknown } = {},
): Refused["refuse"] {
  return async () => {
    const broker = grantingBroker(grant, { fetch: new FakeUpstream([CALL]).fetch });
    const page = await TestPage.enter(broker, await signAssertion());
    return { broker, answer: await page.get(path, await change(page)) };
  };
}

const proof = (claims: Record<string, unknown>) => ({ proof: { claims } });
const asMember =
  (broker: () => TestBroker, assertion = () => signAssertion()) =>
  async () => {
    const opened = broker();
    const page = await TestPage.open(opened);
    return { broker: opened, answer: await page.askAsMember(await assertion()) };
  };

const REFUSALS: Record<string, Refused> = {
  "no proof": { refuse: mint({ headers: { DPoP: null } }), reason: "proof: missing", names: "DPoP" },
  "a proof of another typ": {
    refuse: mint({ proof: { header: { typ: "JWT" } } }),
    reason: "proof: malformed",
    names: "typ: expects dpop+jwt",
  },
  "a proof of another alg": {
    refuse: mint({ proof: { header: { alg: "none" } } }),
    reason: "proof: malformed",
    names: "alg: expects ES256",
  },
  "a proof without jwk": {
    refuse: mint({ proof: { header: { jwk: undefined } } }),
    reason: "proof: malformed",
    names: "jwk",
  },
  "a proof that another key signed": {
    refuse: async () => {
      const broker = testBroker();
      const [page, other] = [await TestPage.open(broker), await TestPage.open(broker)];
      const [head] = (await makeProof(page.keys)).split(".");
      const [, claims, signature] = (await makeProof(other.keys)).split(".");
      const DPoP = `${head}.${claims}.${signature}`;
      return { broker, answer: await page.askAsVisitor({ headers: { DPoP } }) };
    },
    reason: "proof: malformed",
    names: "signature: ",
  },
  "a proof without jti": {
    refuse: mint(proof({ jti: undefined })),
    reason: "proof: malformed",
    names: "jti: ",
  },
  "a proof without iat": {
    refuse: mint(proof({ iat: undefined })),
    reason: "proof: malformed",
    names: "iat: ",
  },
  "a proof of more than 4 KiB": {
    refuse: mint(proof({ padding: "x".repeat(4096) })),
    reason: "proof: malformed",
    names: "4096 bytes",
  },
  "a proof for another method": {
    refuse: mint(proof({ htm: "GET" })),
    reason: "proof: method",
    names: "method",
  },
  "a proof for another path": {
    refuse: mint(proof({ htu: `${PUBLIC_URL}/v1/calls` })),
    reason: "proof: uri",
    names: "URL",
  },
  "a proof for another address": {
    refuse: mint(proof({ htu: "https://evil.example/v1/token" })),
    reason: "proof: address",
    names: "publicUrls: lacks https://evil.example",
  },
  "an old proof": { refuse: mint(proof({ iat: at(-70) })), reason: "proof: time", names: "iat" },
  "a used proof": {
    refuse: async () => {
      const broker = testBroker();
      const page = await TestPage.open(broker);
      const jti = crypto.randomUUID();
      await page.askAsVisitor(proof({ jti }));
      return { broker, answer: await page.askAsVisitor(proof({ jti })) };
    },
    reason: "proof: replayed",
    names: "used before",
  },
  "a proof without the nonce": {
    refuse: mint({}, { broker: () => siteBroker({ nonce: true }) }),
    reason: "proof: nonce",
    names: "nonce",
  },
  "a proof without ath": {
    refuse: read(() => proof({ ath: undefined })),
    reason: "proof: token",
    names: "ath",
  },
  "no token": {
    refuse: read(() => ({ headers: { Authorization: null } })),
    reason: "token: missing",
    names: "Authorization",
  },
  "a token in another form": {
    refuse: read(() => ({ headers: { Authorization: "DPoP a b" } })),
    reason: "token: malformed",
    names: "Authorization",
  },
  "a token of another broker": {
    refuse: read(() => ({ headers: { Authorization: "DPoP abc" } })),
    reason: "token: invalid",
    names: "KEYHOLE_SECRET",
  },
  "a proof by another key than the token's": {
    refuse: read(async ({ token }) => {
      const claims = { htm: "GET", htu: `${PUBLIC_URL}/v1/calls`, ath: await tokenHash(token) };
      return { headers: { DPoP: await makeProof(await otherKeys(), { claims }) } };
    }),
    reason: "token: key",
    names: "another key",
  },
  "no Origin": { refuse: mint({ headers: { Origin: null } }), reason: "origin: missing", names: "Origin" },
  "an origin that the site does not list": {
    refuse: mint({ headers: { Origin: "https://evil.example" } }),
    reason: "origin: foreign",
    names: "sites.acme.origins: lacks https://evil.example",
  },
  "a token on a page that the site does not list": {
    refuse: read(() => ({ headers: { Origin: "https://evil.example" } })),
    reason: "origin: foreign",
    names: "sites.acme.origins: lacks https://evil.example",
  },
  "a token on another page of the site": {
    refuse: async () => {
      const origins = [PAGE_ORIGIN, "https://two.example"];
      const broker = siteBroker({ origins }, { fetch: new FakeUpstream([]).fetch });
      const page = await TestPage.visit(broker);
      const answer = await page.get("/v1/calls", { headers: { Origin: "https://two.example" } });
      return { broker, answer };
    },
    reason: "origin: not the token's",
    names: "https://two.example",
  },
  "an unknown site": { refuse: mint({}, { site: "nowhere" }), reason: "site: unknown", names: "sites: " },
  "a scope that does not exist": {
    refuse: mint({ body: "grant_type=client_credentials&client_id=acme&scope=calls:raed" }),
    reason: "scope: unknown",
    names: "scope",
  },
  "a scope that no visitor is granted": {
    refuse: mint({ body: "grant_type=client_credentials&client_id=acme&scope=recordings:read" }),
    reason: "scope: not granted",
    names: "sites.acme.visitors.scopes",
  },
  "a scope that the token lacks": {
    refuse: read(() => ({}), { path: `/v1/calls/${ID}/messages` }),
    reason: "scope: missing",
    names: "transcripts:read",
  },
  "a site without visitors": {
    refuse: mint({}, { broker: () => siteBroker({ visitors: undefined }) }),
    reason: "grant: no visitors",
    names: "sites.acme.visitors: ",
  },
  "a site without members": {
    refuse: asMember(() => siteBroker({ members: undefined })),
    reason: "grant: no members",
    names: "sites.acme.members: ",
  },
  "a grant function that throws": {
    refuse: asMember(() =>
      grantingBroker(() => {
        throw new TypeError("a claim");
      }),
    ),
    reason: "grant: threw",
    names: "sites.acme.members.grant: threw TypeError",
  },
  "a grant with a filter that is undefined": {
    refuse: asMember(() =>
      grantingBroker(() => ({ scopes: ["calls:read"], rows: { metadata: { tenant: undefined } } })),
    ),
    reason: "grant: malformed",
    names: "sites.acme.members.grant: each of rows.metadata",
  },
  "a grant that fits into no token": {
    refuse: asMember(() =>
      grantingBroker(() => ({
        scopes: ["calls:read"],
        rows: { agents: Array.from({ length: 50 }, (_, index) => `${index} ${"x".repeat(200)}`) },
      })),
    ),
    reason: "grant: too large",
    names: "sites.acme.members.grant: ",
  },
  "a flood of one address": {
    refuse: mint(FROM, { broker: () => testBroker({ env: { SHIELD_ADDRESS: full } }) }),
    reason: "limit: address",
    names: "SHIELD_ADDRESS: ",
  },
  "a flood of made-up visitors": {
    refuse: mint(FROM, { broker: () => testBroker({ env: { SHIELD_MINT: full } }) }),
    reason: "limit: address",
    names: "SHIELD_MINT: ",
  },
  "a flood of a site": {
    refuse: mint(FROM, { broker: () => testBroker({ env: { SHIELD_SITE: full } }) }),
    reason: "limit: site_flood",
    names: "SHIELD_SITE: ",
  },
  "a viewer's mints": {
    refuse: async () => {
      const broker = siteBroker({ limits: { visitor: { mintsPerMinute: 1 } } });
      const page = await TestPage.visit(broker);
      return { broker, answer: await page.askAsVisitor() };
    },
    reason: "limit: viewer",
    names: "sites.acme.limits.visitor.mintsPerMinute: ",
  },
  "a viewer's requests": {
    refuse: async () => {
      const limits = { visitor: { requestsPerMinute: 1 } };
      const broker = siteBroker({ limits }, { fetch: new FakeUpstream([]).fetch });
      const page = await TestPage.visit(broker);
      await page.get("/v1/calls");
      return { broker, answer: await page.get("/v1/calls") };
    },
    reason: "limit: viewer",
    names: "sites.acme.limits.visitor.requestsPerMinute: ",
  },
  "a crowd's mints": {
    refuse: async () => {
      const broker = siteBroker({ limits: { visitors: { mintsPerMinute: 1 } } });
      await TestPage.visit(broker);
      return { broker, answer: await (await TestPage.open(broker)).askAsVisitor() };
    },
    reason: "limit: site",
    names: "sites.acme.limits.visitors.mintsPerMinute: ",
  },
  "a form of another content type": {
    refuse: mint({ headers: { "Content-Type": "application/json" } }),
    reason: undefined,
    names: "application/x-www-form-urlencoded",
  },
  "another grant type": {
    refuse: mint({ body: "grant_type=password&client_id=acme" }),
    reason: undefined,
    names: "grant_type",
  },
  "a call outside the grant": {
    refuse: read(() => ({}), {
      path: `/v1/calls/${ID}`,
      grant: () => ({ scopes: ["calls:read"], rows: { metadata: { tenant: "another" } } }),
    }),
    reason: "call: outside the grant",
    names: "no such call",
  },
  "a call that does not exist": {
    refuse: read(() => ({}), { path: "/v1/calls/cccccccc-0000-4000-8000-000000000009" }),
    reason: "upstream: not_found",
    names: "GET /calls/cccccccc-0000-4000-8000-000000000009 below ULTRAVOX_BASE_URL answered 404",
  },
  "a parameter that does not parse": {
    refuse: read(() => ({}), { path: "/v1/calls?limit=0" }),
    reason: undefined,
    names: "limit",
  },
};

describe("a refusal", () => {
  it.each(Object.entries(REFUSALS))("for %s is logged once, with its reason", async (_, refused) => {
    const { broker, answer } = await refused.refuse();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const { requestId, code, detail } = await answer.json<Record<string, string>>();
    expect(broker.log).toEqual([
      {
        level: "warn",
        event: code,
        requestId,
        ...("site" in (broker.log[0] ?? {}) ? { site: "acme" } : {}),
        ...(refused.reason === undefined ? {} : { reason: refused.reason }),
        detail: expect.stringContaining(refused.names),
      },
    ]);
    // Settings are for the owner alone.
    expect(detail).not.toMatch(/sites\.|SHIELD_|KEYHOLE_|ULTRAVOX_/);
  });
});

describe("the log", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("has ten lines a minute about one reason of one site, and counts the others", async () => {
    let nowMs = Date.now();
    const broker = testBroker({ now: () => nowMs });
    const page = await TestPage.open(broker);
    const refused = (site: string) =>
      page.askAsVisitor({ headers: { Origin: "https://evil.example" } }, site);
    for (let count = 0; count < 30; count += 1) await refused("acme");
    await refused("open");
    expect(broker.log.map(({ site }) => site)).toEqual([...Array(10).fill("acme"), "open"]);
    nowMs += 60_000;
    const proofNow = { claims: { iat: Math.floor(nowMs / 1000) } };
    await page.askAsVisitor({ headers: { Origin: "https://evil.example" }, proof: proofNow });
    expect(broker.log.at(-1)).toMatchObject({ site: "acme", reason: "origin: foreign", unlogged: 20 });
    await page.askAsVisitor({ headers: { Origin: "https://evil.example" }, proof: proofNow });
    expect(broker.log.at(-1)).not.toHaveProperty("unlogged");
  });

  it("has one line about a request that was refused for its time, and again by what it waited for", async () => {
    let answerLate = (_: Response) => {};
    const late = new Promise<Response>((resolve) => {
      answerLate = resolve;
    });
    const broker = testBroker({ env: { ASSETS: { fetch: () => late } } });
    const time = fakeTime();
    const { value } = await time.settle(broker.request(`${PUBLIC_URL}/keyhole.js`));
    expect(value.status).toBe(503);
    answerLate(new Response("", { status: 404 }));
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve));
    expect(broker.log.map(({ reason }) => reason)).toEqual(["late: request"]);
  });

  it("names a failure that the answer leaves out, because the rest of it is of use", async () => {
    const upstream = new FakeUpstream([CALL], {
      instead: (url) => (url.pathname.endsWith("/stages") ? json({}, 418) : undefined),
    });
    const broker = grantingBroker(() => ({ scopes: ["calls:read"], rows: "all" }), { fetch: upstream.fetch });
    const page = await TestPage.enter(broker, await signAssertion());
    const answer = await page.get(`/v1/calls/${ID}`);
    expect(await answer.json()).toMatchObject({ id: ID, stages: null });
    expect(broker.log).toEqual([
      expect.objectContaining({
        requestId: answer.headers.get("X-Request-Id"),
        reason: "upstream: refused (418)",
        detail: `GET /calls/${ID}/stages below ULTRAVOX_BASE_URL answered 418`,
      }),
    ]);
  });

  it("says nothing of an address that has no route", async () => {
    const broker = testBroker();
    await expectProblem(await broker.request(`${PUBLIC_URL}/v1/nowhere`), "not_found");
    expect(broker.log).toEqual([]);
  });
});
