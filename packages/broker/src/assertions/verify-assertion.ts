import { errors, type JWTPayload, jwtVerify } from "jose";
import { ASSERTION_MAX_BYTES, ASSERTION_SKEW_SECONDS, SUBJECT_MAX_CHARACTERS } from "../base/limits.ts";
import type { CheckedVerifier } from "../config/check-members.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import type { AssertionKey } from "./assertion-key.ts";

/** A verified assertion. */
export interface Assertion {
  claims: JWTPayload & { sub: string };
  /** Identifies the assertion in the record of first uses: a hash of its `jti`, else of its signed text. */
  id: string;
  /** From then on the assertion is refused anyway. */
  expiresAtMs: number;
}

export type AssertionResult =
  | { ok: true; assertion: Assertion }
  | { ok: false; reason: "expired" | "invalid" | "key_unavailable" };

/** Verifies a member's assertion: signature, `iss`, `aud`, `exp`, `sub`, and `cnf.jkt` if present. */
export async function verifyAssertion(
  text: string,
  verifier: CheckedVerifier,
  expected: { keys: readonly AssertionKey[]; thumbprint: string; now: number },
): Promise<AssertionResult> {
  if (text.length > ASSERTION_MAX_BYTES) return { ok: false, reason: "invalid" };
  const verified = await verifyJwt(text, verifier, expected);
  if (!verified.ok) return verified;
  const { claims } = verified;
  const { sub, exp, iat, jti, aud } = claims;
  if (typeof sub !== "string" || sub === "" || sub.length > SUBJECT_MAX_CHARACTERS || exp === undefined) {
    return { ok: false, reason: "invalid" };
  }
  // RFC 7523 section 3 lets an audience be one of many; one that is for others too may be used there.
  if (Array.isArray(aud) && aud.length !== 1) return { ok: false, reason: "invalid" };
  const nowSeconds = expected.now / 1000;
  const { maxAgeSeconds } = verifier;
  // The skew serves `iat` and `nbf`: an assertion that has expired opens nothing more.
  const isOver = exp <= nowSeconds;
  const isTooOld = iat !== undefined && nowSeconds - iat > maxAgeSeconds + ASSERTION_SKEW_SECONDS;
  if (isOver || isTooOld) return { ok: false, reason: "expired" };
  const isFromLater = iat !== undefined && iat - nowSeconds > ASSERTION_SKEW_SECONDS;
  const isTooLong = exp - (iat ?? nowSeconds) > maxAgeSeconds;
  if (isFromLater || isTooLong || !isBoundTo(claims, expected.thumbprint))
    return { ok: false, reason: "invalid" };

  // Without the signature: several spellings of it verify.
  const signed = text.slice(0, text.lastIndexOf("."));
  const id = await sha256Base64url(
    typeof jti === "string" && jti !== "" ? `jti ${verifier.issuer} ${jti}` : `text ${signed}`,
  );
  return {
    ok: true,
    assertion: { claims: { ...claims, sub }, id, expiresAtMs: (exp + ASSERTION_SKEW_SECONDS) * 1000 },
  };
}

async function verifyJwt(
  text: string,
  verifier: CheckedVerifier,
  expected: { keys: readonly AssertionKey[]; now: number },
): Promise<
  { ok: true; claims: JWTPayload } | { ok: false; reason: "expired" | "invalid" | "key_unavailable" }
> {
  for (const [index, key] of expected.keys.entries()) {
    try {
      const { payload } = await jwtVerify(text, key, {
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
      if (error instanceof errors.JWTExpired) return { ok: false, reason: "expired" };
      return { ok: false, reason: isAboutKey(error) ? "key_unavailable" : "invalid" };
    }
  }
  return { ok: false, reason: "invalid" };
}

/** True if the verifier's keys are at fault, not the assertion. */
function isAboutKey(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  const isJwks = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  return isJwks || error.code === "ERR_JOSE_GENERIC";
}

/** RFC 7800 section 3.1, RFC 9449 section 6: an assertion made for a key serves only that key. */
function isBoundTo(claims: JWTPayload, thumbprint: string): boolean {
  const cnf = claims.cnf;
  if (cnf === undefined) return true;
  return typeof cnf === "object" && cnf !== null && "jkt" in cnf && cnf.jkt === thumbprint;
}
