import type { Scope, SourceName } from "@keyhole/contract";
import type { PerMinute } from "./check-limits.ts";
import type { StartLimit } from "./check-start-limits.ts";

/** What the owner writes in `keyhole.config.ts`. */
export interface KeyholeConfig {
  /**
   * Addresses under which browsers reach the broker, each with its path if it has one, such as
   * `https://acme.example/voice`. The first is `iss` and `aud` of its tokens; a proof's `htu` may name any.
   */
  publicUrls: readonly (string | undefined)[];
  /** Sites by id; the id is the OAuth `client_id` and the element's `site`. */
  sites: Readonly<Record<string, SiteConfig>>;
  /** How long the audit log is kept. */
  audit?: {
    /** 1 to 400. Default: 30. */
    days?: number;
  };
}

/** One site: who may embed it, and who may see what. */
export interface SiteConfig {
  /** Origins that may embed the site: exact, or with one whole leftmost label as a wildcard. */
  origins: readonly (string | undefined)[];
  /** The agents whose calls belong to the site. */
  agents: readonly string[] | "all";
  source: SourceName;
  /** Metadata keys that a page may see. Default: none. */
  metadata?: readonly string[];
  transcripts?: {
    /** Whether a transcript shows the inputs and results of tools. Default: false. */
    tools?: boolean;
  };
  events?: {
    /** Whether a call's events include those below the severity `info`. Default: false. */
    debug?: boolean;
  };
  /** Lifetime of an access token in seconds, 30 to 300. Default: 300. */
  tokenSeconds?: number;
  /** Absent: no visitors. */
  visitors?: VisitorsConfig;
  /** Absent: no members. */
  members?: MembersConfig;
  /** Requests and mints in any 60 seconds. */
  limits?: {
    /** Limits of one visitor. Default: 240 requests, 30 mints. */
    visitor?: Partial<PerMinute>;
    /** Limits of one member. Default: 600 requests, 60 mints. */
    member?: Partial<PerMinute>;
    /** Limits of all visitors together. Default: 6,000 requests, 600 mints. */
    visitors?: Partial<PerMinute>;
    /** Limits of all members together. Default: 12,000 requests, 1,200 mints. */
    members?: Partial<PerMinute>;
  };
  /** Whether proofs must carry a nonce of the broker (RFC 9449 section 8). Default: false. */
  nonce?: boolean;
  /** Where the site's calls are evaluated. Required for the source `cekura`. */
  cekura?: {
    /** The project's number in Cekura. */
    project: number;
    /**
     * Whether the key in `CEKURA_API_KEY` is an organization's, which is to make one key for this project alone and
     * do nothing else. Default: false.
     */
    provisionKey?: boolean;
  };
  /** Lets viewers with the scope `calls:start` start calls. Absent: nobody starts any. */
  talk?: TalkConfig;
  /** Sends the site's calls from Ultravox to Cekura once they have ended. Absent: nothing is sent. */
  bridge?: {
    /** The number of the agent in Cekura that the calls are filed under. */
    cekuraAgent: number;
    /** Secrets of Ultravox's webhook, from `env`. Several while one is rotated. */
    webhookSecrets: readonly (string | undefined)[];
    /** Secret of Cekura's webhook, from `env`. Absent: Cekura's webhook is refused. */
    cekuraWebhookSecret?: string | undefined;
  };
}

/** Which calls pages may start. What is not listed is the owner's: pages set nothing else. */
export interface TalkConfig {
  /** By agent id. Each must be one of the site's. */
  agents: Readonly<Record<string, TalkAgentConfig>>;
  /** Name or id of a call throttle of the Ultravox account, which then refuses beyond its own rules too. */
  throttle?: string;
  /** A text that people agree to before a call. Its version, hash and time are kept in the call's metadata. */
  consent?: { version: string; text: string };
  /** Cloudflare Turnstile, for visitors only: one solved challenge lets a visitor's key start for 24 hours. */
  turnstile?: { siteKey: string | undefined; secret: string | undefined };
  /** In any hour, any 24 hours, and at once. Minutes are reserved with the longest duration and given back at the end. */
  limits?: {
    /** Default: 5 an hour, 10 a day, 30 minutes a day, 1 at once. */
    visitor?: Partial<StartLimit>;
    /** Default: 20 an hour, 60 a day, 120 minutes a day, 1 at once. */
    member?: Partial<StartLimit>;
    /** All visitors together. Default: 60 an hour, 300 a day, 600 minutes a day, 3 at once. */
    visitors?: Partial<StartLimit>;
    /** All members together. Default: 200 an hour, 1,000 a day, 3,000 minutes a day, 20 at once. */
    members?: Partial<StartLimit>;
  };
}

export interface TalkAgentConfig {
  /** Template variables that a page may set, each with its longest length in UTF-16 units. Default: none. */
  variables?: Readonly<Record<string, number>>;
  /** Metadata keys that a page may set, each value at most 256 UTF-16 units. Default: none. */
  metadata?: readonly string[];
  /** What the agent may answer in; the first is the default. Default: `["voice"]`. */
  mediums?: readonly ("voice" | "text")[];
  /** 10 to 3600. Default: 600. */
  maxDurationSeconds?: number;
  /** How long the call waits for its caller, 10 to 120. Default: 30. */
  joinTimeoutSeconds?: number;
  /** Whether the call is recorded. Default: false. */
  recording?: boolean;
}

export interface VisitorsConfig {
  /** `own`: the visitor's own calls. `public`: every call of the site, for anybody. */
  rows: "own" | "public";
  scopes: readonly Scope[];
}

export interface MembersConfig {
  /** Who vouches for a member: `jwt()` of the host, or the broker's own `signIn()`. */
  verify: JwtVerifier | SignInVerifier;
  /** Turns the claims of a verified assertion into a grant. If it throws, the mint is refused. */
  grant: (claims: AssertionClaims) => Grant | Promise<Grant>;
  /**
   * The only metadata keys that grants may use. Named here, no page may set one when it starts a call. Default:
   * any key, and a start refuses those that the viewer's own rows use.
   */
  rowKeys?: readonly string[];
}

/** Claims of a verified assertion. Any may be absent; a grant built from an absent claim is refused. */
export type AssertionClaims = Readonly<Record<string, unknown>> & { readonly sub: string };

/**
 * The result of a grant function. Values are `unknown` because they come from claims: each is checked
 * when a token is minted, and a wrong one refuses the mint.
 */
export interface Grant {
  scopes: readonly Scope[];
  rows: "all" | RowFilter;
}

/** Which calls a grant opens. The filters are ANDed. */
export interface RowFilter {
  /** Agent ids, at most 50. An empty array means no rows. */
  agents?: unknown;
  /** Exact, case-sensitive values by key, at most 8. */
  metadata?: Readonly<Record<string, unknown>>;
  /** ISO 8601 with zone, inclusive, on the call's creation. */
  from?: unknown;
  to?: unknown;
}

/** The Worker's vars and secrets, except the broker's own. */
export type ConfigEnv = Readonly<Record<string, string | undefined>>;

export type DefineConfig = (env: ConfigEnv) => KeyholeConfig;

/** Types the config. `createBroker` checks it when the Worker starts. */
export function defineConfig(define: DefineConfig): DefineConfig {
  return define;
}

/** How a member's assertion is verified. Exactly one of `secret`, `jwks` and `publicKey`. */
export interface JwtOptions {
  /** Shared secret of at least 32 bytes, from `env`: HS256. `[new, old]` while rotating: both verify. */
  secret?: string | readonly (string | undefined)[] | undefined;
  /** `https` URL of a JSON Web Key Set (RFC 7517 section 5). */
  jwks?: string | undefined;
  /** Public key, PEM (SPKI). Requires `algorithms` with exactly one entry. */
  publicKey?: string | undefined;
  /** The only accepted `iss`. */
  issuer: string | undefined;
  /** The only accepted `aud`; an assertion for several audiences is refused. Default: `keyhole:<site>`. */
  audience?: string | undefined;
  /** Allow-list of JWS algorithms. Default: HS256 for a secret; RS256, PS256, ES256 and EdDSA for a JWKS. */
  algorithms?: readonly string[];
  /** Oldest accepted `iat`, and longest lifetime, in seconds. Default: 300; 3600 for a JWKS. */
  maxAgeSeconds?: number;
  /** Whether an assertion works only once. If false, the key that used it first may use it again. Default: false. */
  singleUse?: boolean;
}

/** The result of `jwt()`: options that are checked with the rest of the config. */
export interface JwtVerifier {
  readonly kind: "jwt";
  readonly options: JwtOptions;
}

/** Who signs people in. Exactly one of `cloudflareAccess` and `oidc`. */
export interface SignInOptions {
  /** Cloudflare Access, which protects `/v1/sign-in` of the broker. */
  cloudflareAccess?: {
    /** The team's name, as in `https://<team>.cloudflareaccess.com`. */
    team: string | undefined;
    /** The audience tag (AUD) of the Access application. */
    audience: string | undefined;
  };
  /** Any provider of OpenID Connect with discovery. Its redirect URI is `<broker>/v1/sign-in/callback`. */
  oidc?: {
    /** The provider's `issuer`, as its discovery document writes it. */
    issuer: string | undefined;
    clientId: string | undefined;
    /** From `env`. */
    clientSecret: string | undefined;
    /** Default: `openid`, `email`, `profile`. `openid` is always among them. */
    scopes?: readonly string[];
  };
  /** How long a member goes on without signing in anew, in seconds, 60 to 86,400. Default: 3600. */
  maxAgeSeconds?: number;
}

/** The result of `signIn()`: options that are checked with the rest of the config. */
export interface SignInVerifier {
  readonly kind: "signIn";
  readonly options: SignInOptions;
}

/** Signs members in with Cloudflare Access or OpenID Connect, without a server of the host's. */
export function signIn(options: SignInOptions): SignInVerifier {
  return { kind: "signIn", options };
}

/** Verifies assertions that are JWTs (RFC 7519), signed by the host's server or its identity provider. */
export function jwt(options: JwtOptions): JwtVerifier {
  return { kind: "jwt", options };
}
