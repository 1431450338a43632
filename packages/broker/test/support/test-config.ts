import { env as workerEnv } from "cloudflare:workers";
import type { AuditState } from "../../src/audit/audit-state.ts";
import type { UpstreamState } from "../../src/budget/lease.ts";
import {
  type AssertionClaims,
  type ConfigEnv,
  type Grant,
  jwt,
  type KeyholeConfig,
  type SiteConfig,
} from "../../src/index.ts";
import type { SwitchState } from "../../src/switches/switch-state.ts";
import type { WorkerBrokerOptions } from "../../src/worker.ts";
import {
  ASSERTION_SECRET,
  ISSUER,
  KEYHOLE_SECRET,
  PAGE_ORIGIN,
  PUBLIC_URL,
  UPSTREAM_KEY,
} from "./identities.ts";
import { openBroker, type TestBroker } from "./open-broker.ts";
import { keepSecret } from "./witness.ts";

keepSecret("the upstream key", UPSTREAM_KEY);
keepSecret("KEYHOLE_SECRET", KEYHOLE_SECRET);
keepSecret("the assertion secret", ASSERTION_SECRET);

/**
 * Bindings, vars and secrets of the Worker under test. Viewers are real and shared; each has a budget
 * of its own for its sites, and no bound on what it asks upstream.
 */
export function testEnv(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...workerEnv,
    SITES: ownObjects(workerEnv.SITES),
    PROJECT_KEYS: ownObjects(workerEnv.PROJECT_KEYS),
    STARTS: ownObjects(workerEnv.STARTS),
    DELIVERIES: ownObjects(workerEnv.DELIVERIES),
    QUESTIONS: ownObjects(workerEnv.QUESTIONS),
    AUDIT: { getByName: () => nothingKept },
    SWITCHES: { getByName: () => nothingSwitched },
    UPSTREAMS: { getByName: () => unlimitedUpstream },
    SHIELD_ADDRESS: openShield,
    SHIELD_NETWORK: openShield,
    SHIELD_MINT: openShield,
    SHIELD_MINT_NETWORK: openShield,
    SHIELD_SITE: openShield,
    KEYHOLE_SECRET,
    ULTRAVOX_API_KEY: UPSTREAM_KEY,
    ACME_ASSERTION_SECRET: ASSERTION_SECRET,
    ...change,
  };
}

/** Objects of a binding that no other test has: what one has used up is not missing in the next. */
function ownObjects<Kind extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<Kind>) {
  const owner = crypto.randomUUID();
  return { getByName: (name: string) => namespace.getByName(`${owner} ${name}`) };
}

const UNLIMITED = 1_000_000;

/** Lets every request to the upstream leave at once: tests ask faster than a page does. */
const unlimitedUpstream: UpstreamState = {
  lease: async () => ({ rates: { members: UNLIMITED, visitors: UNLIMITED }, forMs: 10_000 }),
  permit: async () => ({ ok: true }),
  shrink: async () => {},
  report: async () => {},
  describe: async () => ({ perSecond: 0, inUse: 0 }),
};

/** Switches that nobody has touched: reading them costs most tests nothing. */
const nothingSwitched: SwitchState = {
  read: async () => ({ version: "none", entries: [] }),
  change: async () => "full",
};

/** An audit log that keeps nothing: most tests read the lines. */
const nothingKept: AuditState = { write: async () => {}, list: async () => [] };

const openShield = { limit: async () => ({ success: true }) };

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
export function testBroker(options: WorkerBrokerOptions = {}): TestBroker {
  return openBroker(testConfig, { ...options, env: { ...testEnv(), ...options.env } });
}

/** A broker whose site `acme` has the given changes; undefined takes a setting out. */
export function siteBroker(changes: Partial<SiteChanges>, options: WorkerBrokerOptions = {}): TestBroker {
  return openBroker(configWithSite(changes), { ...options, env: { ...testEnv(), ...options.env } });
}

type SiteChanges = { [Setting in keyof SiteConfig]: SiteConfig[Setting] | undefined };

/** The config of `testConfig` whose site `acme` has the given changes. */
export function configWithSite(changes: Partial<SiteChanges>): (env: ConfigEnv) => KeyholeConfig {
  return (env) => {
    const config = testConfig(env);
    const acme: Record<PropertyKey, unknown> = { ...config.sites.acme, ...changes };
    for (const [name, value] of Object.entries(acme)) if (value === undefined) delete acme[name];
    return { ...config, sites: { ...config.sites, acme: acme as unknown as SiteConfig } };
  };
}

/** A broker whose members are granted what `grant` answers, whatever it answers. */
export function grantingBroker(
  grant: (claims: AssertionClaims) => unknown,
  options: WorkerBrokerOptions = {},
  publicUrls: readonly string[] = [PUBLIC_URL],
): TestBroker {
  return openBroker(
    (env) => {
      const verify = jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER });
      const members = { verify, grant: grant as (claims: AssertionClaims) => Grant };
      return {
        publicUrls,
        sites: { acme: { origins: [PAGE_ORIGIN], agents: "all", source: "ultravox", members } },
      };
    },
    { ...options, env: { ...testEnv(), ...options.env } },
  );
}
