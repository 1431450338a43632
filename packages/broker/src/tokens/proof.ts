import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from "jose";
import type { ProofUse } from "../admission/state.ts";
import { PROOF_JTI_MAX_CHARACTERS, PROOF_MAX_BYTES, PROOF_WINDOW_SECONDS } from "../base/limits.ts";
import type { ProofFault } from "../http/refusal.ts";
import { sha256Base64url } from "../keys/sha256.ts";

/** Remembers used proofs, each until the end of its window. */
export interface ProofMemory {
  /** False if the proof was used before. */
  remember(id: string, expiresAtMs: number, nowMs: number): boolean;
}

/** A verified proof. */
export interface Proof extends ProofUse {
  /** RFC 7638 thumbprint of the key that signed. */
  thumbprint: string;
}

export type ProofResult = { ok: true; proof: Proof } | { ok: false; reason: ProofFault };

export interface ProofExpectation {
  method: string;
  /** The request's path, which must be below one of `publicUrls`. */
  path: string;
  publicUrls: readonly string[];
  /** Given for resources: its hash must be the proof's `ath`. */
  accessToken?: string;
  /** Whether a nonce is the broker's own; null if the site requires none. */
  isNonceFresh: ((nonce: unknown) => Promise<boolean>) | null;
  now: number;
  memory: ProofMemory;
}

/** Checks a DPoP proof (RFC 9449 section 4.3). The numbers are those of its list. */
export async function verifyProof(
  header: string | undefined,
  expected: ProofExpectation,
): Promise<ProofResult> {
  if (header === undefined) return { ok: false, reason: "missing" };
  // 1, 2: one header, one JWT. Two headers arrive joined by a comma, which no JWT contains.
  if (header.length > PROOF_MAX_BYTES || header.includes(",")) return { ok: false, reason: "malformed" };
  const verified = await verifySignature(header, expected.now);
  if (verified === null) return { ok: false, reason: "malformed" };
  const { claims, thumbprint } = verified;
  const { htm, htu, iat, jti, ath, nonce } = claims;

  // 3: the claims that a proof must have.
  if (
    typeof jti !== "string" ||
    jti === "" ||
    jti.length > PROOF_JTI_MAX_CHARACTERS ||
    typeof iat !== "number"
  ) {
    return { ok: false, reason: "malformed" };
  }
  // 8, 9: made for this request.
  if (htm !== expected.method) return { ok: false, reason: "method" };
  if (!isExpectedUri(htu, expected)) return { ok: false, reason: "uri" };
  // 10: the nonce, if the site requires one.
  if (expected.isNonceFresh !== null && !(await expected.isNonceFresh(nonce)))
    return { ok: false, reason: "nonce" };
  // 11: made now.
  if (Math.abs(expected.now / 1000 - iat) > PROOF_WINDOW_SECONDS) return { ok: false, reason: "time" };
  // 12: made for this token.
  if (expected.accessToken !== undefined && ath !== (await sha256Base64url(expected.accessToken))) {
    return { ok: false, reason: "token" };
  }
  // Section 11.1: used once.
  const expiresAtMs = (iat + PROOF_WINDOW_SECONDS + 1) * 1000;
  const id = `${thumbprint} ${jti}`;
  if (!expected.memory.remember(id, expiresAtMs, expected.now)) return { ok: false, reason: "replayed" };
  return { ok: true, proof: { thumbprint, id, expiresAtMs } };
}

/** 4 to 7: the type, the algorithm, a public key in the header, and its signature. */
async function verifySignature(header: string, now: number) {
  try {
    const { payload, protectedHeader } = await jwtVerify(header, EmbeddedJWK, {
      typ: "dpop+jwt",
      algorithms: ["ES256"],
      currentDate: new Date(now),
    });
    const { jwk } = protectedHeader;
    if (jwk === undefined) return null;
    return { claims: payload, thumbprint: await calculateJwkThumbprint(jwk) };
  } catch {
    return null;
  }
}

/** Compares `htu` without query and fragment with the configured origins, never with a `Host`. */
function isExpectedUri(htu: unknown, { path, publicUrls }: ProofExpectation): boolean {
  if (typeof htu !== "string" || !URL.canParse(htu)) return false;
  const url = new URL(htu);
  if (url.username !== "" || url.password !== "") return false;
  return publicUrls.includes(url.origin) && url.pathname === path;
}
