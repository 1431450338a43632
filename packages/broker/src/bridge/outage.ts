import { OUTAGE_FAILURES, OUTAGE_MS } from "../base/limits/deliveries.ts";
import type { Refusal } from "../http/refusal.ts";

/**
 * Knows whether Cekura fails for everybody, from what one isolate was answered. Then calls are not read from Ultravox
 * only to learn it once more: thousands may wait, and each attempt costs what viewers need.
 */
export interface Outage {
  /** Hears of an attempt: why it failed, or null if Cekura answered. */
  note(refusal: Refusal | null): void;
  /** Why an attempt would fail now; null if one is worth it. */
  current(): Refusal | null;
}

export function createOutage(now: () => number): Outage {
  let failures = 0;
  let last: { refusal: Refusal; atMs: number } | null = null;
  return {
    note(refusal) {
      failures = refusal === null ? 0 : failures + 1;
      last = refusal === null ? null : { refusal, atMs: now() };
    },
    current() {
      if (last === null || failures < OUTAGE_FAILURES || now() - last.atMs >= OUTAGE_MS) return null;
      return last.refusal;
    },
  };
}
