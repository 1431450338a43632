import { PROBE_DEADLINE_MS, PROBE_POLL_MS } from "../base/limits/answers.ts";

/** A verdict, and how long an isolate keeps it. */
export interface Found<Verdict> {
  verdict: Verdict;
  keepSeconds: number;
}

/** Returns the verdict kept under a key, or asks for one. */
export type RecallVerdict<Verdict> = (key: string, ask: () => Promise<Found<Verdict>>) => Promise<Verdict>;

/** Keeps verdicts in the isolate. One request at a time asks for a verdict; the others wait for it. */
export function createVerdictMemory<Verdict>(now: () => number): RecallVerdict<Verdict> {
  const kept = new Map<string, { verdict: Verdict; untilMs: number }>();
  /** When the asking request began, by key. A cancelled request never ends. */
  const asking = new Map<string, number>();
  const isAsked = (key: string) => now() < (asking.get(key) ?? Number.NEGATIVE_INFINITY) + PROBE_DEADLINE_MS;
  const fresh = (key: string) => {
    const known = kept.get(key);
    return known !== undefined && now() < known.untilMs ? known : null;
  };
  return async function recallVerdict(key, ask) {
    // Another request's promise must not be awaited in workerd.
    while (fresh(key) === null && isAsked(key)) {
      await new Promise((resolve) => setTimeout(resolve, PROBE_POLL_MS));
    }
    const known = fresh(key);
    if (known !== null) return known.verdict;
    asking.set(key, now());
    try {
      const { verdict, keepSeconds } = await ask();
      kept.set(key, { verdict, untilMs: now() + keepSeconds * 1000 });
      return verdict;
    } finally {
      asking.delete(key);
    }
  };
}
