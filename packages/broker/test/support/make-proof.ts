import type { KeyPair } from "dpop";
import { base64url, exportJWK } from "jose";

/** Parts of a proof that replace the right ones; a value of undefined takes its key out. */
export interface ProofParts {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Default: ES256 with the page's key. */
  sign?: (input: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

/** Makes a DPoP proof by hand (RFC 9449 section 4.2), so that any rule of it can be broken. */
export async function makeProof(keys: KeyPair, { header, claims, sign }: ProofParts = {}): Promise<string> {
  const allHeader = { typ: "dpop+jwt", alg: "ES256", jwk: await exportJWK(keys.publicKey), ...header };
  const allClaims = { jti: crypto.randomUUID(), iat: Math.floor(Date.now() / 1000), ...claims };
  const input = `${encode(allHeader)}.${encode(allClaims)}`;
  const signature = await (sign ?? signEs256(keys.privateKey))(new TextEncoder().encode(input));
  return `${input}.${base64url.encode(signature)}`;
}

/** Signs as ES256 (RFC 7518 section 3.4). */
export function signEs256(key: CryptoKey): (input: Uint8Array) => Promise<Uint8Array> {
  return async (input) =>
    new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, input));
}

/** `ath` of a token (RFC 9449 section 4.2). */
export async function tokenHash(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(digest));
}

function encode(part: object): string {
  return base64url.encode(JSON.stringify(part));
}
