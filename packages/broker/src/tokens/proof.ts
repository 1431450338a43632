import {
  base64url,
  type CryptoKey,
  calculateJwkThumbprint,
  EmbeddedJWK,
  errors,
  type JWK,
  type JWTPayload,
  jwtVerify,
} from "jose";
import type { ProofUse } from "../admission/state.ts";
import {
  PROOF_ID_BYTES,
  PROOF_JTI_MAX_CHARACTERS,
  PROOF_KEYS_REMEMBERED,
  PROOF_MAX_BYTES,
  PROOF_NAME_MAX_CHARACTERS,
  PROOF_WINDOW_SECONDS,
  TOKENS_REMEMBERED,
} from "../base/limits/tokens.ts";
import { Recent } from "../base/recent.ts";
import { isPlainObject } from "../base/values.ts";
import type { ProofFault } from "../http/refusal.ts";
import { createSha256Memory, sha256 } from "../keys/sha256.ts";

/** A verified proof. */
export interface Proof extends ProofUse {
  /** RFC 7638 thumbprint of the key that signed. */
  thumbprint: string;
}

export type ProofResult =
  | { ok: true; proof: Proof }
  /** `about` is the address of a proof made for another, and says for the owner what is malformed. */
  | { ok: false; reason: ProofFault; about?: string };

export interface ProofExpectation {
  method: string;
  /** The request's path below the broker's address. */
  path: string;
  /** Addresses of the broker, without a slash at their end. */
  publicUrls: readonly string[];
  /** Given for resources: its hash must be the proof's `ath`. */
  accessToken?: string;
  /** Whether a nonce is the broker's own; null if the site requires none. */
  isNonceFresh: ((nonce: unknown) => Promise<boolean>) | null;
  now: number;
}

/** Checks a DPoP proof (RFC 9449 section 4.3). The numbers are those of its list. */
export async function verifyProof(
  header: string | undefined,
  expected: ProofExpectation,
): Promise<ProofResult> {
  if (header === undefined) return { ok: false, reason: "missing" };
  // 1, 2: one header, one JWT. Two headers arrive joined by a comma, which no JWT contains.
  if (header.includes(",")) return malformed("DPoP: expects one proof");
  if (header.length > PROOF_MAX_BYTES) return malformed(`DPoP: has more than ${PROOF_MAX_BYTES} bytes`);
  const verified = await verifySignature(header, expected.now);
  if (typeof verified === "string") return malformed(verified);
  const { claims, thumbprint } = verified;
  const { htm, htu, iat, jti, ath, nonce } = claims;

  // 3: the claims that a proof must have.
  if (typeof jti !== "string" || jti === "" || jti.length > PROOF_JTI_MAX_CHARACTERS)
    return malformed(`jti: expects a string of 1 to ${PROOF_JTI_MAX_CHARACTERS} characters`);
  if (typeof iat !== "number") return malformed("iat: expects seconds since 1970");
  // 8, 9: made for this request.
  if (htm !== expected.method) return { ok: false, reason: "method" };
  // Against the addresses that the owner named, never against a `Host`.
  const fault = findUriFault(htu, expected);
  if (fault !== null) return fault;
  // 10: the nonce, if the site requires one.
  if (expected.isNonceFresh !== null && !(await expected.isNonceFresh(nonce)))
    return { ok: false, reason: "nonce" };
  // 11: made now.
  if (Math.abs(expected.now / 1000 - iat) > PROOF_WINDOW_SECONDS) return { ok: false, reason: "time" };
  // 12: made for this token.
  if (expected.accessToken !== undefined && ath !== (await hashOf(expected.accessToken)))
    return { ok: false, reason: "token" };
  // Section 11.1: used once.
  const expiresAtMs = (iat + PROOF_WINDOW_SECONDS + 1) * 1000;
  const id = await idOf(`${thumbprint} ${jti}`, expected.method);
  return { ok: true, proof: { thumbprint, id, expiresAtMs } };
}

/** Proofs of reads are remembered by the isolate alone, and need no hash unless they are long. */
async function idOf(name: string, method: string): Promise<string> {
  const isRead = method === "GET" || method === "HEAD";
  if (isRead && name.length <= PROOF_NAME_MAX_CHARACTERS) return name;
  return base64url.encode((await sha256(name)).subarray(0, PROOF_ID_BYTES));
}

function malformed(about: string): ProofResult {
  return { ok: false, reason: "malformed", about };
}

/**
 * 4 to 7: the type, the algorithm, a public key in the header, and its signature. Returns a fault in words
 * for the owner's log.
 */
async function verifySignature(header: string, now: number) {
  const known = await verifyKnown(header);
  if (known !== null) return known;
  try {
    const { payload, protectedHeader, key } = await jwtVerify(header, EmbeddedJWK, {
      typ: "dpop+jwt",
      algorithms: ["ES256"],
      currentDate: new Date(now),
    });
    const { jwk } = protectedHeader;
    if (jwk === undefined || !isP256(jwk)) return "jwk: expects a public key on P-256, in its one spelling";
    const thumbprint = await calculateJwkThumbprint(jwk);
    // Only after its holder has shown that it can sign.
    knownHeads.set(header.slice(0, header.indexOf(".")), { key, thumbprint });
    return { claims: payload, thumbprint };
  } catch (error) {
    return describeJoseError(error);
  }
}

/**
 * Verifies a proof whose header, to the letter, jose has accepted before. Only its payload and signature differ. Null for
 * every other proof, also for one that does not verify: jose then says why.
 */
async function verifyKnown(proof: string): Promise<{ claims: JWTPayload; thumbprint: string } | null> {
  const [head = "", payload = "", signature = "", ...more] = proof.split(".");
  const known = knownHeads.get(head);
  if (known === undefined || more.length > 0) return null;
  try {
    const signed = new TextEncoder().encode(`${head}.${payload}`);
    const isSigned = await crypto.subtle.verify(
      ES256,
      known.key,
      new Uint8Array(base64url.decode(signature)),
      signed,
    );
    const claims: unknown = isSigned ? JSON.parse(new TextDecoder().decode(base64url.decode(payload))) : null;
    // jose checks these against the time.
    if (!isPlainObject(claims) || "exp" in claims || "nbf" in claims) return null;
    return { claims, thumbprint: known.thumbprint };
  } catch {
    return null;
  }
}

const ES256 = { name: "ECDSA", hash: "SHA-256" };

/**
 * Keys by the encoded header of the proofs that they have signed in this isolate: a page sends the same each time. To
 * import one costs as much as to verify a signature.
 */
const knownHeads = new Recent<{ key: CryptoKey; thumbprint: string }>(PROOF_KEYS_REMEMBERED);

/** Hashes of tokens, which a page sends with each request. Only tokens that this broker has sealed come here. */
const hashOf = createSha256Memory(TOKENS_REMEMBERED);

/** Which check of a proof jose refused. Its messages are not used: they may quote the proof. */
function describeJoseError(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "exp: has passed";
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === "typ" ? "typ: expects dpop+jwt" : `${error.claim}: is not accepted`;
  if (error instanceof errors.JOSEAlgNotAllowed) return "alg: expects ES256";
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return "signature: does not verify with the jwk of its header";
  return error instanceof errors.JOSEError
    ? "proof: expects a JWT whose header has a public jwk"
    : "jwk: expects a public key on P-256";
}

/**
 * Whether a key is what its header says, in its one spelling (RFC 7518 section 6.2.1). Otherwise one
 * key would have several thumbprints, and its holder several identities.
 */
function isP256({ kty, crv, alg, use, x, y }: JWK): boolean {
  const isNamed = kty === "EC" && crv === "P-256" && (alg ?? "ES256") === "ES256" && (use ?? "sig") === "sig";
  return isNamed && [x, y].every(isCoordinate);
}

/** 32 bytes in base64url: 43 characters, of which the last has two bits that must be zero. */
function isCoordinate(text: string | undefined): boolean {
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text ?? "");
}

/** Whether a proof was made for another path, or for an address of the broker that is not listed; null for neither. */
function findUriFault(htu: unknown, { path, publicUrls }: ProofExpectation): ProofResult | null {
  const isFor = (made: unknown) => publicUrls.some((own) => made === `${own}${path}`);
  // Most proofs name the address to the letter.
  if (isFor(htu)) return null;
  const uri = readUri(htu);
  if (uri === null) return { ok: false, reason: "uri" };
  const { origin, pathname } = uri;
  if (isFor(`${origin}${pathname}`)) return null;
  const isSamePath = pathname.endsWith(path);
  if (!isSamePath && publicUrls.some((own) => new URL(own).origin === origin))
    return { ok: false, reason: "uri" };
  const about = isSamePath ? `${origin}${pathname.slice(0, -path.length)}` : origin;
  return { ok: false, reason: "address", about };
}

/** An `htu`, of which query and fragment do not count. Null for what is no plain URL. */
function readUri(htu: unknown): URL | null {
  if (typeof htu !== "string" || !URL.canParse(htu)) return null;
  const url = new URL(htu);
  return url.username === "" && url.password === "" ? url : null;
}
