import { errors, type JWTPayload } from "jose";
import { ASSERTION_SKEW_SECONDS, SUBJECT_MAX_CHARACTERS } from "../base/limits/assertions.ts";
import type { CheckedVerifier } from "../config/check-members.ts";
import { JwksError } from "./jwks.ts";

/** What the words about a fault need to know of the verifier. */
export type NamedVerifier = Pick<CheckedVerifier, "setting" | "issuer" | "keySource">;

/**
 * Says for the owner's log what jose refused in an assertion: which part, and the setting that it is
 * compared with. Quotes neither of them.
 */
export function describeJoseError(error: unknown, verifier: NamedVerifier): string {
  const { setting, keySource } = verifier;
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (error instanceof errors.JWTClaimValidationFailed) return describeClaim(error, verifier);
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return `signature: does not verify with ${setting}.${keySource.kind}; compare it with the signer's key, line ends included`;
  if (error instanceof errors.JOSEAlgNotAllowed) return `alg: expects one of ${setting}.algorithms`;
  if (error instanceof errors.JWKSNoMatchingKey) return `kid, alg: fit no key of ${setting}.jwks`;
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return `kid: is missing, and several keys of ${setting}.jwks fit`;
  if (error instanceof errors.JOSENotSupported) return "header: asks for an extension that is not known";
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return "assertion: expects a signed JWT (three parts, joined by dots), whose claims are a JSON object";
  return `${setting}.${keySource.kind}: gives no key: ${keySource.kind === "jwks" ? jwksFault(error) : `it cannot be read as one for ${setting}.algorithms`}`;
}

/** Of errors that are not our own only the name is reported: a message may quote anything. */
function jwksFault(error: unknown): string {
  if (error instanceof JwksError) return error.message;
  return error instanceof Error ? error.name : typeof error;
}

const EXPIRED = "exp: has passed; sign a new assertion for each request of the page, and compare the clocks";
const CLOCK = `lies more than ${ASSERTION_SKEW_SECONDS} s ahead; compare the clocks`;
/** A date in seconds stays below it for 3,000 years; one in milliseconds has passed it in 1973. */
const LARGEST_SECONDS = 100_000_000_000;

function describeClaim(
  { claim, reason, payload }: errors.JWTClaimValidationFailed,
  { setting, issuer }: NamedVerifier,
): string {
  const isMissing = reason === "missing" ? "is missing; " : "";
  switch (claim) {
    case "iss":
      return isSlashed(payload, issuer)
        ? `iss: differs from ${setting}.issuer by the slash at its end`
        : `iss: ${isMissing}expects ${setting}.issuer`;
    case "aud":
      return `aud: ${isMissing}expects ${setting}.audience, by default keyhole: and the site's id`;
    case "nbf":
      return reason === "check_failed" ? `nbf: ${CLOCK}` : "nbf: expects seconds since 1970";
    case "exp":
    case "iat":
      return `${claim}: ${isMissing}expects seconds since 1970`;
    case "sub":
      return SUBJECT;
    default:
      return `${claim}: is not accepted`;
  }
}

function isSlashed({ iss }: JWTPayload, issuer: string): boolean {
  return typeof iss === "string" && iss.replace(/\/$/, "") === issuer.replace(/\/$/, "");
}

const SUBJECT = `sub: expects a string of 1 to ${SUBJECT_MAX_CHARACTERS} characters`;

/** The fault of claims whose signature, `iss` and `aud` have been verified; null if there is none. */
export function findClaimFault(
  { sub, exp, iat, aud, cnf }: JWTPayload,
  { setting, maxAgeSeconds }: Pick<CheckedVerifier, "setting" | "maxAgeSeconds">,
  { nowSeconds, thumbprint }: { nowSeconds: number; thumbprint: string },
): { reason: "expired" | "invalid"; fault: string } | null {
  const invalid = (fault: string) => ({ reason: "invalid", fault }) as const;
  if (typeof sub !== "string" || sub === "" || sub.length > SUBJECT_MAX_CHARACTERS) return invalid(SUBJECT);
  if (exp === undefined) return invalid("exp: is missing; expects seconds since 1970");
  // RFC 7523 section 3 lets an audience be one of many; one that is for others too may be used there.
  if (Array.isArray(aud) && aud.length !== 1) return invalid(`aud: expects ${setting}.audience alone`);
  // The skew serves `iat` and `nbf`: an assertion that has expired opens nothing more.
  if (exp <= nowSeconds) return { reason: "expired", fault: EXPIRED };
  if (iat !== undefined && nowSeconds - iat > maxAgeSeconds + ASSERTION_SKEW_SECONDS)
    return { reason: "expired", fault: `iat: is longer ago than ${setting}.maxAgeSeconds allows` };
  if (iat !== undefined && iat - nowSeconds > ASSERTION_SKEW_SECONDS) return invalid(`iat: ${CLOCK}`);
  if (exp > LARGEST_SECONDS) return invalid("exp: is in milliseconds; expects seconds since 1970");
  if (exp - (iat ?? nowSeconds) > maxAgeSeconds)
    return invalid(
      `exp: lies further behind ${iat === undefined ? "now" : "iat"} than ${setting}.maxAgeSeconds allows`,
    );
  return isBoundTo(cnf, thumbprint)
    ? null
    : invalid("cnf: expects in jkt the thumbprint that the page sends, or to be left out");
}

/** RFC 7800 section 3.1, RFC 9449 section 6: an assertion made for a key serves only that key. */
function isBoundTo(cnf: unknown, thumbprint: string): boolean {
  if (cnf === undefined) return true;
  return typeof cnf === "object" && cnf !== null && "jkt" in cnf && cnf.jkt === thumbprint;
}
