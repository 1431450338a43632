import { sha256 } from "./base64url.ts";
import type { WebCrypto } from "./session-deps.ts";

/** A public P-256 key as the header of a proof carries it (RFC 9449 section 4.2). */
export interface PublicJwk {
  kty: "EC";
  crv: "P-256";
  x: string;
  y: string;
}

/** The key pair of a page, as it is kept in IndexedDB. */
export interface PageKey {
  /** Not extractable: it can sign, and nobody can read it. */
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

/** RFC 7638 section 3.2: the required members in this order, and nothing else. */
export function thumbprint(subtle: SubtleCrypto, { crv, kty, x, y }: PublicJwk): Promise<string> {
  return sha256(subtle, JSON.stringify({ crv, kty, x, y }));
}

/** What a browser gives back from storage may be of another version, or damaged. */
export function isPageKey(value: unknown): value is PageKey {
  const { privateKey, jwk, jkt, member } = (value ?? {}) as Partial<PageKey>;
  return (
    privateKey instanceof CryptoKey &&
    privateKey.type === "private" &&
    !privateKey.extractable &&
    privateKey.algorithm.name === P256.name &&
    (privateKey.algorithm as EcKeyAlgorithm).namedCurve === P256.namedCurve &&
    privateKey.usages.includes("sign") &&
    typeof jwk?.x === "string" &&
    typeof jwk.y === "string" &&
    typeof jkt === "string" &&
    (member === undefined || typeof member === "string")
  );
}
