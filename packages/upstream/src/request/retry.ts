import {
  ATTEMPT_MIN_MS,
  ATTEMPT_MS,
  BACKOFF_BASE_MS,
  BACKOFF_MAX_MS,
  DEADLINE_MS,
  FURTHER_ATTEMPTS,
  RETRY_AFTER_MAX_MS,
  RETRY_AFTER_WAIT_MAX_MS,
} from "../limits.ts";
import type { Transport } from "./client.ts";
import { fail, type Result, type UpstreamError } from "./result.ts";
import { type Outcome, parseHttpDate, type Sleep } from "./time.ts";

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  /** Budget of the whole call, repeats and waits included, in milliseconds; default 10,000. */
  deadlineMs?: number | undefined;
}

/** Repeats an attempt where that may help, never past the deadline. */
export async function repeat<T>(
  { now, random, sleep }: Pick<Transport, "now" | "random" | "sleep">,
  options: RequestOptions,
  attempt: (timeMs: number, signal: AbortSignal) => Promise<Outcome<T>>,
): Promise<Result<T>> {
  const signal = options.signal ?? new AbortController().signal;
  const endMs = now() + (options.deadlineMs ?? DEADLINE_MS);
  if (!(endMs > now())) return fail({ kind: "unavailable", reason: "timeout" });
  for (let repeats = 0; ; repeats += 1) {
    const outcome = await attempt(Math.min(ATTEMPT_MS, endMs - now()), signal);
    const waitMs = repeats < FURTHER_ATTEMPTS ? retryWaitMs(outcome, repeats, random) : null;
    if (waitMs === null || now() + waitMs + ATTEMPT_MIN_MS > endMs) return outcome.result;
    await wait(sleep, waitMs, signal);
    if (signal.aborted) return fail({ kind: "aborted" });
    if (now() + ATTEMPT_MIN_MS > endMs) return outcome.result;
  }
}

/** Makes a single attempt, which may take all of the deadline: for a request that must not happen twice. */
export async function attemptOnce<T>(
  { deadlineMs = DEADLINE_MS, signal = new AbortController().signal }: RequestOptions,
  attempt: (timeMs: number, signal: AbortSignal) => Promise<Outcome<T>>,
): Promise<Result<T>> {
  if (!(deadlineMs > 0)) return fail({ kind: "unavailable", reason: "timeout" });
  return (await attempt(deadlineMs, signal)).result;
}

/** Ends with the sleep or the signal, whichever is first, also where the sleep ignores its signal. */
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

/**
 * Milliseconds to wait before a repeat; null where a repeat is no use, or was asked for later than a
 * caller would wait. `repeats` counts those already made. Exponential with full jitter, on top of what
 * the upstream asked for, so that clients that were refused together do not come back together.
 */
function retryWaitMs(outcome: Outcome<unknown>, repeats: number, random: () => number): number | null {
  if (outcome.result.ok || !isPassing(outcome.result.error)) return null;
  const askedMs = outcome.retryAfterMs ?? 0;
  if (askedMs > RETRY_AFTER_WAIT_MAX_MS) return null;
  return askedMs + random() * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** repeats);
}

/** 5xx that a repeat may heal. */
const PASSING_STATUSES = [502, 503, 504];

function isPassing(error: UpstreamError): boolean {
  switch (error.kind) {
    case "unavailable":
      return error.reason !== "status" || PASSING_STATUSES.includes(error.status ?? 0);
    case "rate_limited":
      return error.retryAfterMs !== null;
    case "invalid":
    case "key_rejected":
    case "not_found":
    case "not_ready":
    case "range_not_satisfiable":
    case "refused":
    case "aborted":
      return false;
  }
}

/**
 * `Retry-After` in milliseconds from now, at most an hour (RFC 9110 section 10.2.3: whole seconds or an
 * HTTP-date). Null where it is absent, negative, a date that has passed, or neither form.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : (parseHttpDate(text) ?? Number.NaN) - nowMs;
  return waitMs >= 0 ? Math.min(waitMs, RETRY_AFTER_MAX_MS) : null;
}
