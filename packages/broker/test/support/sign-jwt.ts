import { type CryptoKey as JoseKey, SignJWT } from "jose";
import { ASSERTION_SECRET, ISSUER } from "./identities.ts";

/** Claims of an assertion that is right for the site `acme`; undefined takes one out. */
export function assertionClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ISSUER,
    aud: "keyhole:acme",
    // A subject of its own, since what is limited is limited by subject.
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

/** An assertion as the host of `acme` signs it, with the given changes; null takes a claim out. */
export function signAssertion(
  changes: Record<string, unknown> = {},
  { secret = ASSERTION_SECRET, algorithm = "HS256" } = {},
): Promise<string> {
  const kept = Object.entries(changes).map(([name, value]) => [name, value ?? undefined]);
  return signJwt(new TextEncoder().encode(secret), { alg: algorithm }, Object.fromEntries(kept));
}

/** A JWT of exactly these parts. */
export function assembleJwt(header: unknown, claims: unknown, signature = ""): string {
  return `${encode(header)}.${encode(claims)}.${signature}`;
}

function encode(part: unknown): string {
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(part))));
  return text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}
