import { env as workerEnv } from "cloudflare:workers";
import { SignJWT } from "jose";
import {
  type AssertionClaims,
  type BrokerOptions,
  type ConfigEnv,
  type Grant,
  jwt,
  type KeyholeConfig,
  type SiteConfig,
} from "../../src/index.ts";
import { openBroker, type TestBroker } from "./open-broker.ts";
import { UPSTREAM_KEY } from "./upstream-key.ts";
import { keepSecret } from "./witness.ts";

export const PUBLIC_URL = "https://keyhole.acme.workers.dev";
export const PAGE_ORIGIN = "https://acme.example";
export const ISSUER = "https://acme.example";
export const KEYHOLE_SECRET = "a-secret-of-the-tests-0123456789-abcdef";
export const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";

keepSecret("the upstream key", UPSTREAM_KEY);
keepSecret("KEYHOLE_SECRET", KEYHOLE_SECRET);
keepSecret("the assertion secret", ASSERTION_SECRET);

export { UPSTREAM_KEY };

/** Bindings, vars and secrets of the Worker under test. */
export function testEnv(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...(workerEnv as object),
    KEYHOLE_SECRET,
    ULTRAVOX_API_KEY: UPSTREAM_KEY,
    ACME_ASSERTION_SECRET: ASSERTION_SECRET,
    ...change,
  };
}

/** What the members of the site `acme` are granted. */
export function grantByRole(claims: AssertionClaims): Grant {
  const scopes = ["calls:read", "transcripts:read", "pii:read"] as const;
  if (claims.role === "admin") return { scopes, rows: "all" };
  return { scopes: ["calls:read"], rows: { metadata: { tenant: claims.tenant } } };
}

/** A config with one site of members and visitors, and one that is public. */
export function testConfig(env: ConfigEnv): KeyholeConfig {
  return {
    publicUrls: [PUBLIC_URL],
    sites: {
      acme: {
        origins: [PAGE_ORIGIN],
        agents: "all",
        source: "ultravox",
        metadata: ["tenant"],
        visitors: { rows: "own", scopes: ["calls:read"] },
        members: { verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER }), grant: grantByRole },
      },
      open: {
        origins: [PAGE_ORIGIN],
        agents: "all",
        source: "ultravox",
        visitors: { rows: "public", scopes: ["calls:read"] },
      },
    },
  };
}

/** The broker of `testConfig`, with the given surroundings. */
export function testBroker(options: BrokerOptions = {}): TestBroker {
  return openBroker(testConfig, { ...options, env: { ...testEnv(), ...options.env } });
}

/** A broker whose site `acme` has the given changes; undefined takes a setting out. */
export function siteBroker(changes: Partial<SiteChanges>, options: BrokerOptions = {}): TestBroker {
  return openBroker(configWithSite(changes), { ...options, env: { ...testEnv(), ...options.env } });
}

type SiteChanges = { [Setting in keyof SiteConfig]: SiteConfig[Setting] | undefined };

/** The config of `testConfig` whose site `acme` has the given changes. */
export function configWithSite(changes: Partial<SiteChanges>): (env: ConfigEnv) => KeyholeConfig {
  return (env) => {
    const config = testConfig(env);
    const site = Object.entries({ ...config.sites.acme, ...changes }).filter(
      ([, value]) => value !== undefined,
    );
    return { ...config, sites: { ...config.sites, acme: Object.fromEntries(site) as unknown as SiteConfig } };
  };
}

/** A broker whose members are granted what `grant` answers, whatever it answers. */
export function grantingBroker(
  grant: (claims: AssertionClaims) => unknown,
  options: BrokerOptions = {},
): TestBroker {
  return openBroker(
    (env) => {
      const config = testConfig(env);
      const verify = jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER });
      const members = { verify, grant: grant as (claims: AssertionClaims) => Grant };
      return {
        ...config,
        sites: { acme: { origins: [PAGE_ORIGIN], agents: "all", source: "ultravox", members } },
      };
    },
    { ...options, env: { ...testEnv(), ...options.env } },
  );
}

/** An assertion as the host of `acme` signs it, with the given changes; null takes a claim out. */
export function signAssertion(
  claims: Record<string, unknown> = {},
  { secret = ASSERTION_SECRET, algorithm = "HS256" } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: ISSUER,
    aud: "keyhole:acme",
    sub: "user-1",
    iat: now,
    exp: now + 120,
    jti: crypto.randomUUID(),
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  return new SignJWT(kept).setProtectedHeader({ alg: algorithm }).sign(new TextEncoder().encode(secret));
}
