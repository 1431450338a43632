import { type CryptoKey as JoseKey, SignJWT } from "jose";
import { ISSUER } from "./test-config.ts";

/** Claims of an assertion that is right for the site `acme`; undefined takes one out. */
export function assertionClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ISSUER,
    aud: "keyhole:acme",
    sub: `user-${crypto.randomUUID()}`,
    iat: now,
    exp: now + 120,
    jti: crypto.randomUUID(),
    ...changes,
  };
  return JSON.parse(JSON.stringify(claims)) as Record<string, unknown>;
}

/** Signs an assertion with a key of the test's own. */
export function signJwt(
  key: JoseKey | Uint8Array,
  header: { alg: string; [name: string]: unknown },
  changes: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(assertionClaims(changes)).setProtectedHeader(header).sign(key);
}

/** A JWT of exactly these parts. */
export function assembleJwt(header: unknown, claims: unknown, signature = ""): string {
  return `${encode(header)}.${encode(claims)}.${signature}`;
}

function encode(part: unknown): string {
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(part))));
  return text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}
