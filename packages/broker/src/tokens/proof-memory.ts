import { PROOFS_REMEMBERED } from "../limits.ts";

/** The proofs that this isolate has seen, each until its time is over. */
export interface ProofMemory {
  /** False where the proof was seen before. */
  remember(id: string, expiresAtMs: number, nowMs: number): boolean;
}

/**
 * Kept in the isolate: a replay that reaches another isolate within the window is not seen. It
 * would repeat a read for who already has the token and its answer.
 */
export function createProofMemory(size: number = PROOFS_REMEMBERED): ProofMemory {
  const seen = new Map<string, number>();
  return {
    remember(id, expiresAtMs, nowMs) {
      for (const [oldest, endMs] of seen) {
        if (endMs > nowMs && seen.size < size) break;
        seen.delete(oldest);
      }
      if (seen.has(id)) return false;
      seen.set(id, expiresAtMs);
      return true;
    },
  };
}
