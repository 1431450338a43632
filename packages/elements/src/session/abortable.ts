import type { SessionDeps } from "./deps.ts";

/** What `abortable` resolves to if the signal aborts first. */
export const ABORTED = Symbol("aborted");

/** Resolves to the outcome of the work, or to `ABORTED` once the signal aborts, even if the work never ends. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T | typeof ABORTED> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve(ABORTED);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).then(() => signal.removeEventListener("abort", abort));
  });
}

/**
 * Runs work with a signal that aborts with any of the given ones, and at the end. Older browsers and polyfills
 * lack `AbortSignal.any`.
 */
export async function withSignals<T>(
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal, abort: () => void) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const abort = () => control.abort();
  for (const signal of signals) {
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { signal: control.signal });
  }
  try {
    return await work(control.signal, abort);
  } finally {
    abort();
  }
}

/** Runs work with a signal that aborts after a time or with any of the given signals. */
export function withDeadline<T>(
  timers: Pick<SessionDeps, "setTimer" | "clearTimer">,
  ms: number,
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof ABORTED> {
  return withSignals(signals, async (signal, abort) => {
    const timer = timers.setTimer(abort, ms);
    try {
      return await abortable(work(signal), signal);
    } finally {
      timers.clearTimer(timer);
    }
  });
}
