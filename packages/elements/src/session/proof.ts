import { sha256, toBase64Url } from "./base64url.ts";
import type { PageKey } from "./page-key.ts";
import type { WebCrypto } from "./session-deps.ts";

/** What a DPoP proof says (RFC 9449 section 4.2). */
export interface ProofClaims {
  htm: string;
  /** URL of the request; its query and fragment are left out. */
  url: URL;
  /** Seconds since 1970 on the broker's clock. */
  iat: number;
  nonce?: string | undefined;
  /** The access token that goes with it; none at the token endpoint. */
  token?: string | undefined;
}

/** One request's proof that the page holds the key. */
export async function createProof(crypto: WebCrypto, key: PageKey, claims: ProofClaims): Promise<string> {
  const { htm, url, iat, nonce, token } = claims;
  const { kty, crv, x, y } = key.jwk;
  const header = { typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } };
  const payload = {
    jti: crypto.randomUUID(),
    htm,
    htu: url.origin + url.pathname,
    iat,
    nonce,
    ath: token === undefined ? undefined : await sha256(crypto.subtle, token),
  };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    key.privateKey,
    new TextEncoder().encode(input),
  );
  return `${input}.${toBase64Url(signature)}`;
}

function encode(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}
