import { base64url, decodeProtectedHeader, errors, type JWTPayload, jwtDecrypt } from "jose";
import { TOKENS_REMEMBERED } from "../base/limits/tokens.ts";
import { Recent } from "../base/recent.ts";
import type { Keyring, Purpose } from "./keyring.ts";

/** Opened claims, or the reason why they do not open. */
export type Opened = { ok: true; claims: JWTPayload } | { ok: false; reason: "expired" | "invalid" };

export interface SealOptions {
  expiresAtMs: number;
  /** `aud` of the claims. Default: the issuer. */
  audience?: string;
  /** `sub` of the claims, which then stands in the header too, for everybody to read (RFC 7519 section 5.3). */
  visibleSubject?: string;
}

/** Seals claims for a page to carry, and opens them again. */
export interface Sealer {
  /** Seals claims as a JWE (`dir`, `A256GCM`; RFC 7516) under today's key, with `iss`, `aud`, `iat` and `exp`. */
  seal(purpose: Purpose, claims: JWTPayload, options: SealOptions): Promise<string>;
  /** Opens claims that `seal` sealed for the same purpose and audience, until their `exp`. */
  open(purpose: Purpose, sealed: string, audience?: string): Promise<Opened>;
}

export interface SealerOptions {
  keyring: Keyring;
  /** `iss` of all claims: the first of the broker's public URLs. */
  issuer: string;
  now: () => number;
}

/** Keys that were imported once, by their bytes, which the keyring keeps. */
const imported = new WeakMap<Uint8Array, CryptoKey>();

async function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key =
    imported.get(bytes) ??
    (await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
  imported.set(bytes, key);
  return key;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A JWE in its compact form, with the key itself and no other (RFC 7516 section 7.1, RFC 7518 sections 4.5 and 5.3). By
 * hand, because jose's general builders take as long as all the cryptography of a token.
 */
async function encrypt(header: object, claims: JWTPayload, key: CryptoKey): Promise<string> {
  const encoder = new TextEncoder();
  const head = base64url.encode(encoder.encode(JSON.stringify(header)));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: encoder.encode(head), tagLength: 8 * TAG_BYTES };
  const plain = encoder.encode(JSON.stringify(claims));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain));
  const [text, tag] = [sealed.subarray(0, -TAG_BYTES), sealed.subarray(-TAG_BYTES)];
  return `${head}..${base64url.encode(iv)}.${base64url.encode(text)}.${base64url.encode(tag)}`;
}

/**
 * Creates a sealer, which knows the clock, the issuer and the keys. A page sends its token with each request, so what
 * tokens hold is remembered until they expire. They live for less than the day for which their keys open.
 */
export function createSealer({ keyring, issuer, now }: SealerOptions): Sealer {
  const tokens = new Recent<JWTPayload>(TOKENS_REMEMBERED);

  /** A token that was opened before, as jose would open it again. */
  function reopen(sealed: string): Opened | undefined {
    const claims = tokens.get(sealed);
    if (claims === undefined) return undefined;
    if (claims.exp !== undefined && claims.exp > Math.floor(now() / 1000)) return { ok: true, claims };
    tokens.delete(sealed);
    return { ok: false, reason: "expired" };
  }

  return {
    async seal(purpose, claims, { expiresAtMs, audience = issuer, visibleSubject: sub }) {
      const kid = keyring.day();
      const [key] = await keyring.keys(purpose, kid);
      if (key === undefined) throw new Error("the key of today is missing");
      // With its fraction (RFC 7519 section 2): what is sealed right after a revocation is not revoked.
      const [iat, exp] = [now() / 1000, Math.floor(expiresAtMs / 1000)];
      const shown = sub === undefined ? {} : { sub };
      const header = { alg: "dir", enc: "A256GCM", kid, ...(sub === undefined ? {} : { iss: issuer, sub }) };
      const body = { ...claims, ...shown, iss: issuer, aud: audience, iat, exp };
      return encrypt(header, body, await importKey(key));
    },
    async open(purpose, sealed, audience = issuer) {
      const isToken = purpose === "token" && audience === issuer;
      const known = isToken ? reopen(sealed) : undefined;
      if (known !== undefined) return known;
      let kid: unknown;
      try {
        ({ kid } = decodeProtectedHeader(sealed));
      } catch {
        return { ok: false, reason: "invalid" };
      }
      if (typeof kid !== "string") return { ok: false, reason: "invalid" };
      for (const key of await keyring.keys(purpose, kid)) {
        try {
          const { payload } = await jwtDecrypt(sealed, await importKey(key), {
            issuer,
            audience,
            currentDate: new Date(now()),
            requiredClaims: ["exp"],
            keyManagementAlgorithms: ["dir"],
            contentEncryptionAlgorithms: ["A256GCM"],
          });
          if (isToken) tokens.set(sealed, payload);
          return { ok: true, claims: payload };
        } catch (error) {
          if (error instanceof errors.JWTExpired) return { ok: false, reason: "expired" };
        }
      }
      return { ok: false, reason: "invalid" };
    },
  };
}
