import type { Context } from "hono";
import { base64url } from "jose";
import { NONCE_MINUTES, PROOFS_REMEMBERED } from "../base/limits/tokens.ts";
import type { Site } from "../config/check-site.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { urlsFor } from "../http/public-address.ts";
import { refuseProof } from "../http/refusals.ts";
import { hmacSha256 } from "../keys/hmac.ts";
import type { Keyring } from "../keys/keyring.ts";
import { type Proof, verifyProof } from "./proof.ts";

/** Returns the proof of a request, or refuses. A site that requires nonces gets a new one with each answer. */
export type RequireProof = (
  context: Context<BrokerEnv>,
  expected: {
    site: Pick<Site, "nonce"> | null;
    accessToken?: string;
    /** The proof as sent. Default: the header `DPoP`. */
    sent?: string | undefined;
  },
) => Promise<Proof>;

export interface RequireProofOptions {
  /** Addresses that a proof's `htu` may name. */
  publicUrls: readonly string[];
  isDevelopment: boolean;
  keyring: Keyring;
  now: () => number;
}

export function createRequireProof({
  publicUrls,
  isDevelopment,
  keyring,
  now,
}: RequireProofOptions): RequireProof {
  const nonces = createNonces(keyring, now);
  return async function requireProof(context, { site, accessToken, sent = context.req.header("DPoP") }) {
    if (site?.nonce) context.set("nonce", await nonces.current());
    const url = context.get("url");
    const result = await verifyProof(sent, {
      method: context.req.raw.method,
      path: context.get("path"),
      publicUrls: urlsFor({ publicUrls, isDevelopment }, url),
      ...(accessToken === undefined ? {} : { accessToken }),
      isNonceFresh: site?.nonce ? nonces.isFresh : null,
      now: now(),
    });
    if (result.ok) return result.proof;
    throw refuseProof(result.reason, result.about);
  };
}

/** Remembers used proofs, each until the end of its window. */
export interface ProofMemory {
  /** Proofs that are kept. */
  readonly size: number;
  /** False if the proof was used before. */
  remember(proof: Pick<Proof, "id" | "expiresAtMs">, nowMs: number): boolean;
}

/**
 * Kept in the isolate, so a replay at another isolate within the window goes unnoticed. It repeats a read
 * for somebody who already holds the token and the answer. Only proofs of requests that were admitted come
 * here: those of strangers must not push out others.
 */
export function createProofMemory(): ProofMemory {
  const seen = new Map<string, number>();
  return {
    get size() {
      return seen.size;
    },
    remember({ id, expiresAtMs }, nowMs) {
      for (const [oldest, endMs] of seen) {
        if (endMs > nowMs && seen.size < PROOFS_REMEMBERED) break;
        seen.delete(oldest);
      }
      if (seen.has(id)) return false;
      seen.set(id, expiresAtMs);
      return true;
    },
  };
}

/** Nonces for proofs (RFC 9449 section 8). None is stored: each contains its time, and is signed. */
interface Nonces {
  current(): Promise<string>;
  /** True for a nonce that this broker made within the last minutes. */
  isFresh(nonce: unknown): Promise<boolean>;
}

const MINUTE_MS = 60_000;
const NONCE = /^(\d{1,10})\.[A-Za-z0-9_-]{43}$/;

function createNonces(keyring: Keyring, now: () => number): Nonces {
  const thisMinute = () => Math.floor(now() / MINUTE_MS);

  /** The nonces of a minute, one per key that may have signed it, the current key's first. */
  async function noncesOf(minute: number): Promise<string[]> {
    const day = new Date(minute * MINUTE_MS).toISOString().slice(0, 10);
    const keys = await keyring.keys("nonce", day);
    const signed = keys.map(async (key) => base64url.encode(await hmacSha256(key, String(minute))));
    return (await Promise.all(signed)).map((signature) => `${minute}.${signature}`);
  }

  return {
    async current() {
      const [nonce] = await noncesOf(thisMinute());
      if (nonce === undefined) throw new Error("the key of today is missing");
      return nonce;
    },
    async isFresh(nonce) {
      const minute = typeof nonce === "string" ? Number(NONCE.exec(nonce)?.[1] ?? Number.NaN) : Number.NaN;
      const isRecent = minute <= thisMinute() && minute > thisMinute() - NONCE_MINUTES;
      return isRecent && (await noncesOf(minute)).some((known) => known === nonce);
    },
  };
}
