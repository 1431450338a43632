import { REFUSALS_REMEMBERED } from "../base/limits/admission.ts";
import { Recent } from "../base/recent.ts";
import type { Take } from "./state.ts";

/** Remembers refusals in the isolate until there is room again: a refused flood then costs no more hops. */
export interface RefusedUntil {
  /** Asks only if no refusal of the same name holds. */
  ask<Answer extends { ok: true } | { ok: false; retryAfterSeconds?: number }>(
    name: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer | Extract<Take, { ok: false }>>;
}

/**
 * A limit that refuses a single use has no room until the time that it tells, because uses only add up. So
 * remembering the refusal for that long refuses nobody who would have been admitted. A burst has room a little earlier:
 * it tells whole seconds.
 */
export function createRefusedUntil(now: () => number): RefusedUntil {
  const untilMs = new Recent<number>(REFUSALS_REMEMBERED);
  return {
    async ask(name, ask) {
      const leftMs = (untilMs.get(name) ?? 0) - now();
      if (leftMs > 0) return { ok: false, retryAfterSeconds: Math.ceil(leftMs / 1000) };
      untilMs.delete(name);
      const answer = await ask();
      if (!answer.ok && answer.retryAfterSeconds !== undefined) {
        // Limits count by whole seconds.
        untilMs.set(name, (Math.floor(now() / 1000) + answer.retryAfterSeconds) * 1000);
      }
      return answer;
    },
  };
}
