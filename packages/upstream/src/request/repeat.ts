import { ATTEMPT_MIN_MS, ATTEMPT_MS, DEADLINE_MS, FURTHER_ATTEMPTS } from "../limits.ts";
import { fail, type Result } from "./result.ts";
import { retryWaitMs } from "./retry-wait.ts";
import type { Sleep } from "./sleep.ts";
import type { Transport } from "./transport.ts";
import type { Answer } from "./within-time.ts";

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  /** Budget of the whole call, repeats and waits included, in milliseconds; default 10,000. */
  deadlineMs?: number | undefined;
}

/** Repeats an attempt where that may help, never past the deadline. */
export async function repeat<T>(
  { now, random, sleep }: Pick<Transport, "now" | "random" | "sleep">,
  options: RequestOptions,
  attempt: (timeMs: number, signal: AbortSignal) => Promise<Answer<T>>,
): Promise<Result<T>> {
  const signal = options.signal ?? new AbortController().signal;
  const endMs = now() + (options.deadlineMs ?? DEADLINE_MS);
  if (!(endMs > now())) return fail({ kind: "unavailable", reason: "timeout" });
  for (let repeats = 0; ; repeats += 1) {
    const answer = await attempt(Math.min(ATTEMPT_MS, endMs - now()), signal);
    const waitMs = repeats < FURTHER_ATTEMPTS ? retryWaitMs(answer, repeats, random) : null;
    if (waitMs === null || now() + waitMs + ATTEMPT_MIN_MS > endMs) return answer.result;
    await wait(sleep, waitMs, signal);
    if (signal.aborted) return fail({ kind: "aborted" });
    if (now() + ATTEMPT_MIN_MS > endMs) return answer.result;
  }
}

/** Ends with the sleep or the signal, whichever is first, also where the sleep does not heed its signal. */
async function wait(sleep: Sleep, ms: number, signal: AbortSignal): Promise<void> {
  let onAbort = () => {};
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    await Promise.race([sleep(ms, signal).catch(() => {}), aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
