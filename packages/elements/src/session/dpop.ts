import type { WebCrypto } from "./deps.ts";

/*
 * The client's half of DPoP (RFC 9449). The package `dpop` does the same in about twice the bytes, and is what
 * the tests verify this with.
 */

/** Base64url without padding (RFC 7515 section 2), for up to a few kilobytes. */
function toBase64Url(bytes: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}

/** SHA-256 of a text in UTF-8, as base64url. */
export async function sha256(subtle: SubtleCrypto, text: string): Promise<string> {
  return toBase64Url(await subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** A public P-256 key as the header of a proof carries it (RFC 9449 section 4.2). */
interface PublicJwk {
  kty: "EC";
  crv: "P-256";
  x: string;
  y: string;
}

/** The key pair of a page, as stored in IndexedDB. */
export interface PageKey {
  /** Not extractable: it signs, and no script can read it. */
  privateKey: CryptoKey;
  jwk: PublicJwk;
  /** RFC 7638 thumbprint. */
  jkt: string;
  /** Digest of the member that the key was used for; absent before the first use, and for visitors. */
  member?: string;
}

const P256 = { name: "ECDSA", namedCurve: "P-256" };

export async function generatePageKey(crypto: WebCrypto): Promise<PageKey> {
  const { subtle } = crypto;
  const pair = await subtle.generateKey(P256, false, ["sign", "verify"]);
  const { x = "", y = "" } = await subtle.exportKey("jwk", pair.publicKey);
  const jwk: PublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, jwk, jkt: await thumbprint(subtle, jwk) };
}

/** RFC 7638 section 3.2: only the required members, in this order. */
export function thumbprint(subtle: SubtleCrypto, { crv, kty, x, y }: PublicJwk): Promise<string> {
  return sha256(subtle, JSON.stringify({ __proto__: null, crv, kty, x, y }));
}

/** Checks a value from storage, which may be damaged or of another version. */
export function isPageKey(value: unknown): value is PageKey {
  const { privateKey, jwk, jkt, member = "" } = (value ?? {}) as Partial<PageKey>;
  return (
    privateKey instanceof CryptoKey &&
    !privateKey.extractable &&
    // What signs and has a curve is a private key for ECDSA.
    privateKey.usages.includes("sign") &&
    (privateKey.algorithm as EcKeyAlgorithm).namedCurve === P256.namedCurve &&
    [jwk?.x, jwk?.y, jkt, member].every((text) => typeof text === "string")
  );
}

/** The claims of a DPoP proof (RFC 9449 section 4.2). */
interface ProofClaims {
  htm: string;
  /** URL of the request; the proof leaves out query and fragment. */
  url: URL;
  /** Seconds since 1970 on the broker's clock. */
  iat: number;
  nonce?: string | undefined;
  /** The access token that it accompanies; none at the token endpoint. */
  token?: string | undefined;
}

/** Signs a proof, for one request, that the page holds the key. */
export async function createProof(crypto: WebCrypto, key: PageKey, claims: ProofClaims): Promise<string> {
  const { htm, url, iat, nonce, token } = claims;
  const { kty, crv, x, y } = key.jwk;
  // Without a prototype: old libraries give all objects a `toJSON` that writes something else.
  const jwk = { __proto__: null, kty, crv, x, y };
  const header = { __proto__: null, typ: "dpop+jwt", alg: "ES256", jwk };
  const payload = {
    __proto__: null,
    // Older browsers and polyfills have this, and lack `randomUUID`.
    jti: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
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
