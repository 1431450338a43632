import { errors, type JWTPayload, jwtVerify } from "jose";
import { ASSERTION_MAX_BYTES, ASSERTION_SKEW_SECONDS } from "../base/limits/assertions.ts";
import type { CheckedVerifier } from "../config/check-members.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import { describeJoseError, findClaimFault } from "./assertion-fault.ts";
import type { AssertionKey } from "./assertion-key.ts";

/** A verified assertion. */
export interface Assertion {
  claims: JWTPayload & { sub: string };
  /** Identifies the assertion in the record of first uses: a hash of its `jti`, else of its signed text. */
  id: string;
  /** From then on the assertion is refused anyway. */
  expiresAtMs: number;
  /** When the broker's own sign-in made it, in seconds since 1970; the owner may have revoked it since. */
  issuedAt?: number;
}

/** The assertion, or its fault in words for the owner's log. */
export type AssertionResult =
  | { ok: true; assertion: Assertion }
  | { ok: false; reason: "expired" | "invalid" | "key_unavailable"; fault: string };

/** Verifies a member's assertion: signature, `iss`, `aud`, `exp`, `sub`, and `cnf.jkt` if present. */
export async function verifyAssertion(
  text: string,
  verifier: CheckedVerifier,
  expected: { keys: readonly AssertionKey[]; thumbprint: string; now: number },
): Promise<AssertionResult> {
  if (text.length > ASSERTION_MAX_BYTES)
    return { ok: false, reason: "invalid", fault: `assertion: has more than ${ASSERTION_MAX_BYTES} bytes` };
  const verified = await verifyJwt(text, verifier, expected);
  if (!verified.ok) return verified;
  const { claims } = verified;
  const { thumbprint } = expected;
  const fault = findClaimFault(claims, verifier, { nowSeconds: expected.now / 1000, thumbprint });
  if (fault !== null) return { ok: false, ...fault };

  // Without the signature: several spellings of it verify.
  const signed = text.slice(0, text.lastIndexOf("."));
  const { jti } = claims;
  const id = await sha256Base64url(
    typeof jti === "string" && jti !== "" ? `jti ${verifier.issuer} ${jti}` : `text ${signed}`,
  );
  return {
    ok: true,
    assertion: { claims, id, expiresAtMs: (claims.exp + ASSERTION_SKEW_SECONDS) * 1000 },
  };
}

/** Claims that jose has checked to be there. */
type VerifiedClaims = JWTPayload & { sub: string; exp: number };

async function verifyJwt(
  text: string,
  verifier: CheckedVerifier,
  expected: { keys: readonly AssertionKey[]; now: number },
): Promise<{ ok: true; claims: VerifiedClaims } | Extract<AssertionResult, { ok: false }>> {
  for (const [index, key] of expected.keys.entries()) {
    try {
      const { payload } = await jwtVerify<VerifiedClaims>(text, key, {
        issuer: verifier.issuer,
        audience: verifier.audience,
        algorithms: [...verifier.algorithms],
        requiredClaims: ["exp", "sub"],
        clockTolerance: ASSERTION_SKEW_SECONDS,
        currentDate: new Date(expected.now),
      });
      return { ok: true, claims: payload };
    } catch (error) {
      const isLast = index === expected.keys.length - 1;
      // While a secret is rotated, another may have signed.
      if (error instanceof errors.JWSSignatureVerificationFailed && !isLast) continue;
      const fault = describeJoseError(error, verifier);
      if (error instanceof errors.JWTExpired) return { ok: false, reason: "expired", fault };
      return { ok: false, reason: isAboutKey(error) ? "key_unavailable" : "invalid", fault };
    }
  }
  return { ok: false, reason: "invalid", fault: `${verifier.setting}: has no key` };
}

/** True if the verifier's keys are at fault, not the assertion. */
function isAboutKey(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  const isJwks = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  return isJwks || error.code === "ERR_JOSE_GENERIC";
}
