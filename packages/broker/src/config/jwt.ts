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
