import type { Scope, SourceName } from "@keyhole/contract";
import type { PerMinute } from "./check-limits.ts";

/** What the owner writes in `keyhole.config.ts`. */
export interface KeyholeConfig {
  /**
   * Origins under which browsers reach the broker. The first is `iss` and `aud` of its tokens;
   * a proof's `htu` may name any.
   */
  publicUrls: readonly (string | undefined)[];
  /** Sites by id; the id is the OAuth `client_id` and the element's `site`. */
  sites: Readonly<Record<string, SiteConfig>>;
}

/** One site: who may embed, and who may see what. */
export interface SiteConfig {
  /** Origins that may embed: exact, or with one whole leftmost label as a wildcard. */
  origins: readonly (string | undefined)[];
  /** The agents whose calls belong to the site. */
  agents: readonly string[] | "all";
  source: SourceName;
  /** Metadata keys that a page may see. Default: none. */
  metadata?: readonly string[];
  transcripts?: {
    /** Whether a transcript shows what tools were asked and what they answered. Default: false. */
    tools?: boolean;
  };
  /** Life of an access token in seconds, 30 to 300. Default: 300. */
  tokenSeconds?: number;
  /** Absent: no visitors. */
  visitors?: VisitorsConfig;
  /** Absent: no members. */
  members?: MembersConfig;
  /** Requests and tokens in any 60 seconds; what is left out has its default. */
  limits?: {
    /** Of one visitor. Default: 240 requests, 30 mints. */
    visitor?: Partial<PerMinute>;
    /** Of one member. Default: 600 requests, 60 mints. */
    member?: Partial<PerMinute>;
    /** Of all visitors together. Default: 6,000 requests, 600 mints. */
    visitors?: Partial<PerMinute>;
    /** Of all members together. Default: 12,000 requests, 1,200 mints. */
    members?: Partial<PerMinute>;
  };
  /** Whether proofs must carry a nonce of the broker (RFC 9449 section 8). Default: false. */
  nonce?: boolean;
  cekura?: { project: number; provisionKey?: boolean };
}

export interface VisitorsConfig {
  /** `own`: the calls that the visitor made. `public`: every call of the site, for anybody. */
  rows: "own" | "public";
  scopes: readonly Scope[];
}

export interface MembersConfig {
  verify: JwtVerifier;
  /** Turns the claims of a verified assertion into a grant. What it throws refuses the mint. */
  grant: (claims: AssertionClaims) => Grant | Promise<Grant>;
}

/** Claims of a verified assertion. Any may be absent: a grant built from it then refuses. */
export type AssertionClaims = Readonly<Record<string, unknown>> & { readonly sub: string };

/**
 * What a grant function answers. Values are `unknown` because they come from claims: each is
 * checked when a token is minted, and one that is not what its comment says refuses the mint.
 */
export interface Grant {
  scopes: readonly Scope[];
  rows: "all" | RowFilter;
}

/** Which calls; the filters are ANDed. */
export interface RowFilter {
  /** Agent ids, at most 50. An empty array means no rows. */
  agents?: unknown;
  /** Exact, case-sensitive values by key, at most 8. */
  metadata?: Readonly<Record<string, unknown>>;
  /** ISO 8601 with zone, inclusive, on the call's creation. */
  from?: unknown;
  to?: unknown;
}

/** The Worker's own vars and secrets without those that are the broker's. */
export type ConfigEnv = Readonly<Record<string, string | undefined>>;

export type DefineConfig = (env: ConfigEnv) => KeyholeConfig;

/** Types the config. It is checked when the Worker starts, by `createBroker`. */
export function defineConfig(define: DefineConfig): DefineConfig {
  return define;
}

/** How a member's assertion is verified. Exactly one of `secret`, `jwks` and `publicKey`. */
export interface JwtOptions {
  /** Shared secret of at least 32 bytes, from `env`: HS256. */
  secret?: string | undefined;
  /** `https` URL of a JSON Web Key Set (RFC 7517 section 5). */
  jwks?: string | undefined;
  /** Public key, PEM (SPKI); wants `algorithms` with exactly one entry. */
  publicKey?: string | undefined;
  /** The only `iss` that is accepted. */
  issuer: string | undefined;
  /** The `aud` that is accepted. Default: `keyhole:<site>`. */
  audience?: string | undefined;
  /** Allow-list of JWS algorithms. Default: HS256 for a secret; RS256, PS256, ES256 and EdDSA for a JWKS. */
  algorithms?: readonly string[];
  /** Oldest `iat` that is accepted, and longest life, in seconds. Default: 3600. */
  maxAgeSeconds?: number;
  /** Whether an assertion serves once; else the key that used it first may use it again. Default: false. */
  singleUse?: boolean;
}

/** What `jwt()` returns: options that are checked with the rest of the config. */
export interface JwtVerifier {
  readonly kind: "jwt";
  readonly options: JwtOptions;
}

/** Verifies assertions that are JWTs (RFC 7519), signed by the host's server or its identity provider. */
export function jwt(options: JwtOptions): JwtVerifier {
  return { kind: "jwt", options };
}
