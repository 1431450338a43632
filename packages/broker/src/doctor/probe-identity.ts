import { createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import type { SiteState } from "../admission/state.ts";
import { fetchKeySet, JwksError } from "../assertions/jwks.ts";
import { PROBE_CACHE_SECONDS, PROBE_PAUSE_SECONDS, PROBES_PER_MINUTE } from "../base/limits/answers.ts";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import { discoverProvider } from "../identity/discover-provider.ts";
import { refuseSignIn } from "../identity/refuse-sign-in.ts";
import type { Found } from "./verdict-memory.ts";
import { createVerdictMemory } from "./verdict-memory.ts";

/** Whether the identity provider of a site works. */
export interface IdentityVerdict {
  /** Null: nothing is known. */
  ok: boolean | null;
  /** Why not; null where nothing is wrong. */
  refusal: Refusal | null;
}

/**
 * Checks the identity provider of a site's members. Null for a site that asks none. `tell` receives a failure that this
 * very request has met.
 */
export type ProbeIdentity = (site: Site, tell: (refusal: Refusal) => void) => Promise<IdentityVerdict | null>;

export interface IdentityProbeOptions {
  state: { site(site: string, audience: "visitors"): SiteState };
  fetch: typeof globalThis.fetch;
  now: () => number;
  /** Whether a provider on this machine may have `http`. */
  isDevelopment: boolean;
}

/** One thing to read from a provider. Sites with the same key share its verdict. */
interface Reading {
  key: string;
  /** Rejects with a refusal if the provider does not work. */
  read: () => Promise<unknown>;
}

const UNKNOWN: IdentityVerdict = { ok: null, refusal: null };

/**
 * Reads the keys or the discovery document of an identity provider, on behalf of strangers. An isolate keeps the
 * verdict for a minute, a failure for ten seconds, and all isolates together read a few times a minute for each site.
 */
export function createIdentityProbe(options: IdentityProbeOptions): ProbeIdentity {
  const { state, now } = options;
  const recall = createVerdictMemory<IdentityVerdict>(now);

  async function isAllowed(site: Site): Promise<boolean> {
    const use = {
      kind: "identity probe",
      limitPerMinute: PROBES_PER_MINUTE,
      count: 1,
      nowMs: now(),
    } as const;
    try {
      return (await state.site(site.id, "visitors").take(use)).ok;
    } catch {
      return false;
    }
  }

  return async function probeIdentity(site, tell) {
    const reading = readingOf(site, options);
    if (reading === null) return null;
    return recall(reading.key, async (): Promise<Found<IdentityVerdict>> => {
      if (!(await isAllowed(site))) return { verdict: UNKNOWN, keepSeconds: PROBE_PAUSE_SECONDS };
      try {
        await reading.read();
        return { verdict: { ok: true, refusal: null }, keepSeconds: PROBE_CACHE_SECONDS };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        tell(error);
        return { verdict: { ok: false, refusal: error }, keepSeconds: PROBE_PAUSE_SECONDS };
      }
    });
  };
}

function readingOf({ members }: Site, { fetch, isDevelopment }: IdentityProbeOptions): Reading | null {
  const verifier = members?.verifier;
  if (verifier === undefined) return null;
  const { setting } = verifier;
  if (verifier.kind === "jwt") {
    const { keySource, algorithms } = verifier;
    if (keySource.kind !== "jwks") return null;
    const { url } = keySource;
    return {
      key: ["jwks", url, ...algorithms].join(" "),
      read: () => readKeys(`${setting}.jwks`, url, algorithms, fetch),
    };
  }
  const { provider } = verifier;
  const { issuer } = provider;
  const key = `${provider.kind} ${issuer}`;
  if (provider.kind === "cloudflareAccess") {
    const certs = `${issuer}/cdn-cgi/access/certs`;
    return { key, read: () => readKeys(`${setting}.cloudflareAccess.team`, certs, ["RS256"], fetch) };
  }
  return { key, read: () => readDiscovery(`${setting}.oidc`, issuer, { fetch, isDevelopment }) };
}

/** Refuses a key set that cannot be read, or that has no key for any of the algorithms. */
async function readKeys(
  setting: string,
  url: string,
  algorithms: readonly string[],
  fetch: typeof globalThis.fetch,
): Promise<void> {
  let set: JSONWebKeySet;
  try {
    set = await fetchKeySet(url, fetch);
  } catch (error) {
    const fault = error instanceof JwksError ? error.message : "it cannot be reached or read";
    throw refuseSignIn("unavailable", `${setting}: its keys are not there: ${fault}`);
  }
  for (const alg of algorithms) if (await hasKey(set, alg)) return;
  throw refuseSignIn("not set up", `${setting}: has no key for ${algorithms.join(", ")}`);
}

async function hasKey(set: JSONWebKeySet, alg: string): Promise<boolean> {
  try {
    await createLocalJWKSet(set)({ alg });
    return true;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return false;
    // Iterates over the keys that can be imported.
    for await (const _ of error) return true;
    return false;
  }
}

async function readDiscovery(
  setting: string,
  issuer: string,
  surroundings: Pick<IdentityProbeOptions, "fetch" | "isDevelopment">,
): Promise<void> {
  const server = await discoverProvider(setting, issuer, surroundings);
  // A document that lists no method says nothing of PKCE (RFC 8414 section 2).
  const methods: unknown = server.code_challenge_methods_supported;
  if (methods !== undefined && !(Array.isArray(methods) && methods.includes("S256")))
    throw refuseSignIn("not set up", `${setting}.issuer: does not list S256 for PKCE`);
}
