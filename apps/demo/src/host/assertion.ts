import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { ASSERTION_SECONDS } from "./limits.ts";
import type { Member } from "./members.ts";

/** What this server and the broker have agreed on. */
export interface AssertionSettings {
  /** Shared with the broker; at least 32 bytes. */
  secret: string;
  /** Origin of this server. */
  issuer: string;
  /** `keyhole:<site>`. */
  audience: string;
}

/**
 * A signed statement of who is looking, which the browser exchanges for a token. `jkt` is the
 * thumbprint of the browser's key (RFC 7638): with it in `cnf` (RFC 7800) the assertion is of no use
 * to anybody who does not hold that key.
 */
export function signAssertion(member: Member, jkt: string, settings: AssertionSettings): Promise<string> {
  return new SignJWT({ role: member.role, tenant: member.tenant, cnf: { jkt } })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setSubject(member.id)
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS} s`)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(settings.secret));
}

/** True for the form of a SHA-256 thumbprint in base64url. */
export function isThumbprint(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);
}
