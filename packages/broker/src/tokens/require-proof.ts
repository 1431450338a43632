import type { Context } from "hono";
import { PROOFS_REMEMBERED } from "../base/limits.ts";
import type { Site } from "../config/check-site.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { refuseProof } from "../http/refusals.ts";
import type { Nonces } from "./nonce.ts";
import { type Proof, type ProofMemory, verifyProof } from "./proof.ts";

/** The proof of a request, or a refusal. A site that asks for nonces gives a new one with each answer. */
export type RequireProof = (
  context: Context<BrokerEnv>,
  expected: { site: Site; accessToken?: string },
) => Promise<Proof>;

export interface RequireProofOptions {
  /** Origins that a proof's `htu` may name. */
  publicUrls: readonly string[];
  nonces: Nonces;
  now: () => number;
}

export function createRequireProof({ publicUrls, nonces, now }: RequireProofOptions): RequireProof {
  const memory = createProofMemory();
  return async function requireProof(context, { site, accessToken }) {
    if (site.nonce) context.set("nonce", await nonces.current());
    const result = await verifyProof(context.req.header("DPoP"), {
      method: context.req.raw.method,
      path: new URL(context.req.url).pathname,
      publicUrls,
      ...(accessToken === undefined ? {} : { accessToken }),
      isNonceFresh: site.nonce ? nonces.isFresh : null,
      now: now(),
      memory,
    });
    if (!result.ok) throw refuseProof(result.reason);
    return result.proof;
  };
}

/**
 * Kept in the isolate: a replay that reaches another isolate within the window is not seen. It
 * repeats a read for somebody who already holds the token and its answer.
 */
function createProofMemory(): ProofMemory {
  const seen = new Map<string, number>();
  return {
    remember(id, expiresAtMs, nowMs) {
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
