import { type Failure, fail, type Result } from "./result.ts";

/** Waits; resolves early where the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });

/** One attempt's result, and how long the upstream asked to wait before the next. */
export interface Outcome<T> {
  result: Result<T>;
  retryAfterMs: number | null;
}

export function outcome<T>(result: Result<T>, retryAfterMs: number | null = null): Outcome<T> {
  return { result, retryAfterMs };
}

/**
 * Runs one attempt with a controller of its own, which is aborted when the time is up or the caller
 * gives up. Settles in time even where the attempt ignores its signal. Never rejects.
 */
export async function withinTime<T>(
  timeMs: number,
  signal: AbortSignal,
  run: (controller: AbortController) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (signal.aborted) return outcome(fail({ kind: "aborted" }));
  const controller = new AbortController();
  let release = () => {};
  const stopped = new Promise<Outcome<T>>((resolve) => {
    // Settled before the exchange is aborted, so that its failure comes second.
    const stop = (failure: Failure) => {
      resolve(outcome(failure));
      controller.abort();
    };
    const timer = setTimeout(() => stop(fail({ kind: "unavailable", reason: "timeout" })), timeMs);
    const onAbort = () => stop(fail({ kind: "aborted" }));
    signal.addEventListener("abort", onAbort, { once: true });
    release = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
  });
  // A runtime's error about a broken connection may name hosts: it is dropped here.
  const done = run(controller).catch(() => outcome<T>(fail({ kind: "unavailable", reason: "network" })));
  try {
    return await Promise.race([stopped, done]);
  } finally {
    release();
  }
}

/**
 * An HTTP-date in milliseconds since 1970; null for anything but the preferred form of RFC 9110 section
 * 5.6.7. The two obsolete forms are ignored: the headers that hold dates are only hints here.
 */
export function parseHttpDate(text: string): number | null {
  const ms = Date.parse(text);
  // `toUTCString` writes exactly that form, so days that do not exist and other forms differ.
  return !Number.isNaN(ms) && new Date(ms).toUTCString() === text ? ms : null;
}
