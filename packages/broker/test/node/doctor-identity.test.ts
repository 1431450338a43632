import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { BrokerDiagnosis } from "@keyhole/contract";
import {
  type AccessTeam,
  type OpenIdProvider,
  startAccessTeam,
  startOpenIdProvider,
} from "@keyhole/simulator";
import { createBroker, createMemoryState, jwt, type MembersConfig, signIn } from "../../src/index.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL, UPSTREAM_KEY } from "../support/identities.ts";

const JWKS = "https://host.example/keys";

let team: AccessTeam;
let provider: OpenIdProvider;
before(async () => {
  team = await startAccessTeam({ protects: () => "http://127.0.0.1:1", path: "/v1/sign-in" });
  provider = await startOpenIdProvider();
});
after(() => Promise.all([team?.close(), provider?.close()]));

interface OpenOptions {
  /** What an identity provider answers instead of the simulated one. */
  instead?: () => Response | Promise<Response>;
  state?: ReturnType<typeof createMemoryState>;
}

/** A broker with a site for each way to know members, and with the addresses that it asks of identity providers. */
function open({ instead, state = createMemoryState() }: OpenOptions = {}) {
  const upstream = new FakeUpstream([]);
  const clock = { nowMs: Date.UTC(2026, 10, 30, 12) };
  const asked: string[] = [];
  const log: string[] = [];
  const real: Record<string, string> = {
    [`https://${team.team}.cloudflareaccess.com/cdn-cgi/access/certs`]: team.certsUrl,
    [JWKS]: team.certsUrl,
    [`${provider.issuer}/.well-known/openid-configuration`]: `${provider.issuer}/.well-known/openid-configuration`,
  };
  const siteOf = (verify: MembersConfig["verify"]) => ({
    origins: [PAGE_ORIGIN],
    agents: "all" as const,
    source: "ultravox" as const,
    members: { verify, grant: () => ({ scopes: ["calls:read" as const], rows: "all" as const }) },
  });
  const broker = createBroker(
    ({ OIDC_CLIENT_SECRET, ASSERTION_SECRET }) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        access: siteOf(signIn({ cloudflareAccess: { team: team.team, audience: team.audience } })),
        oidc: siteOf(
          signIn({
            oidc: {
              issuer: provider.issuer,
              clientId: provider.clientId,
              clientSecret: OIDC_CLIENT_SECRET,
            },
          }),
        ),
        jwks: siteOf(jwt({ jwks: JWKS, issuer: "https://host.example" })),
        secret: siteOf(jwt({ secret: ASSERTION_SECRET, issuer: "https://host.example" })),
        open: {
          origins: [PAGE_ORIGIN],
          agents: "all",
          source: "ultravox",
          visitors: { rows: "public", scopes: ["calls:read"] },
        },
      },
    }),
    {
      env: {
        KEYHOLE_SECRET,
        ULTRAVOX_API_KEY: UPSTREAM_KEY,
        ULTRAVOX_BASE_URL: "http://127.0.0.1:1/api",
        OIDC_CLIENT_SECRET: provider.clientSecret,
        ASSERTION_SECRET: "an-assertion-secret-of-the-tests-0123456789",
      },
      state,
      now: () => clock.nowMs,
      log: ({ event, detail }) => log.push(`${event}: ${detail}`),
      fetch: async (input, init) => {
        const address = String(input instanceof Request ? input.url : input);
        const to = real[address];
        if (to === undefined) return upstream.fetch(input, init);
        asked.push(address);
        return instead?.() ?? fetch(to, init);
      },
    },
  );
  /** The check of the identity provider; undefined if the answer has none. */
  const examine = async (site: string) => {
    const answer = await broker.request(`${PUBLIC_URL}/v1/doctor?site=${site}`, {
      headers: { Origin: PAGE_ORIGIN },
    });
    assert.equal(answer.status, 200);
    const { checks } = (await answer.json()) as BrokerDiagnosis;
    return checks.find(({ id }) => id === "identity");
  };
  return { examine, clock, asked, log };
}

/** The provider's discovery document with other fields. */
const discovered = (changes: Record<string, unknown>) => async () => {
  const document = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
  return json({ ...((await document.json()) as object), ...changes });
};
const down = () => Promise.reject(new TypeError("planted"));

const ABSENT = /does not answer the Worker/;
const UNFIT = /does not offer what a sign-in needs/;
const FAULTS: [what: string, sites: string[], instead: OpenOptions["instead"], fix: RegExp, log: RegExp][] = [
  ["cannot be reached", ["access", "oidc", "jwks"], down, ABSENT, /cannot be reached/],
  [
    "answers 500",
    ["access", "oidc", "jwks"],
    () => new Response("planted", { status: 500 }),
    ABSENT,
    /answers 500/,
  ],
  ["answers a web page", ["access", "jwks"], () => new Response("planted"), ABSENT, /its keys are not there/],
  ["answers a web page", ["oidc"], () => new Response("planted"), UNFIT, /oidc\.issuer: has no discovery/],
  ["has no keys", ["access", "jwks"], () => json({ keys: [] }), UNFIT, /has no key for RS256/],
  [
    "has keys of another kind",
    ["access", "jwks"],
    () => json({ keys: [{ kty: "oct", k: "planted" }] }),
    UNFIT,
    /has no key/,
  ],
  [
    "has keys that cannot be imported",
    ["access", "jwks"],
    () => json({ keys: ["a", "b"].map((kid) => ({ kty: "RSA", kid, planted: true })) }),
    UNFIT,
    /has no key/,
  ],
  [
    "is another issuer",
    ["oidc"],
    discovered({ issuer: "https://planted.example" }),
    UNFIT,
    /no discovery document that names it/,
  ],
  [
    "has no authorization endpoint",
    ["oidc"],
    discovered({ authorization_endpoint: undefined }),
    UNFIT,
    /no authorization or token/,
  ],
  ["has no token endpoint", ["oidc"], discovered({ token_endpoint: 1 }), UNFIT, /no authorization or token/],
  [
    "lists another method of PKCE alone",
    ["oidc"],
    discovered({ code_challenge_methods_supported: ["plain"] }),
    UNFIT,
    /S256/,
  ],
];

describe("the check identity of GET /v1/doctor", () => {
  for (const site of ["access", "oidc", "jwks"]) {
    it(`is ok for the site ${site} while its provider works`, async () => {
      assert.deepEqual(await open().examine(site), { id: "identity", ok: true, fix: null });
    });
  }

  it("is ok for several keys, and for a provider that lists no method of PKCE", async () => {
    const { keys } = (await (await fetch(team.certsUrl)).json()) as { keys: object[] };
    const several = open({ instead: () => json({ keys: [...keys, ...keys] }) });
    assert.equal((await several.examine("access"))?.ok, true);
    const silent = open({ instead: discovered({ code_challenge_methods_supported: undefined }) });
    assert.equal((await silent.examine("oidc"))?.ok, true);
  });

  for (const site of ["secret", "open", "unknown"]) {
    it(`is absent for the site ${site}, and asks nobody`, async () => {
      const { examine, asked } = open();
      assert.equal(await examine(site), undefined);
      assert.deepEqual(asked, []);
    });
  }

  for (const [what, sites, instead, fix, line] of FAULTS) {
    for (const site of sites) {
      it(`fails for the site ${site} if the provider ${what}, and the log alone names the fault`, async () => {
        const { examine, log } = open({ ...(instead && { instead }) });
        const check = await examine(site);
        assert.equal(check?.ok, false);
        assert.match(check?.fix ?? "", fix);
        assert.match(check?.fix ?? "", new RegExp(`sites\\.${site}\\.members\\.verify`));
        assert.doesNotMatch(JSON.stringify(check), /planted|http|127\.0\.0\.1|cloudflareaccess/);
        assert.match(log.join(), line);
      });
    }
  }
});

describe("what the doctor asks of an identity provider", () => {
  it("is one request a minute, for all who ask at once", async () => {
    const { examine, asked, clock } = open();
    await Promise.all([examine("oidc"), examine("oidc"), examine("oidc")]);
    clock.nowMs += 59_000;
    await examine("oidc");
    assert.equal(asked.length, 1);
    clock.nowMs += 2_000;
    await examine("oidc");
    assert.equal(asked.length, 2);
  });

  it("is one request in ten seconds while the provider fails", async () => {
    const { examine, asked, clock } = open({ instead: down });
    await Promise.all([examine("access"), examine("access")]);
    clock.nowMs += 9_000;
    assert.equal((await examine("access"))?.ok, false);
    assert.equal(asked.length, 1);
    clock.nowMs += 2_000;
    await examine("access");
    assert.equal(asked.length, 2);
  });

  it("is shared by all isolates: one that finds it used up knows nothing", async () => {
    const state = createMemoryState();
    const verdicts: unknown[] = [];
    for (let isolate = 0; isolate < 7; isolate++) verdicts.push((await open({ state }).examine("jwks"))?.ok);
    assert.deepEqual(verdicts, [true, true, true, true, true, true, null]);
  });
});
