import type { SessionDeps } from "./deps.ts";

/** What `abortable` resolves to if the signal aborts first. */
export const ABORTED = Symbol("aborted");

/** Resolves to the outcome of the work, or to `ABORTED` once the signal aborts, even if the work never ends. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T | typeof ABORTED> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve(ABORTED);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Runs work with a signal that aborts after a time or with any of the given signals. */
export async function withDeadline<T>(
  timers: Pick<SessionDeps, "setTimer" | "clearTimer">,
  ms: number,
  signals: AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof ABORTED> {
  const deadline = new AbortController();
  const timer = timers.setTimer(() => deadline.abort(), ms);
  const signal = AbortSignal.any([deadline.signal, ...signals]);
  try {
    return await abortable(work(signal), signal);
  } finally {
    timers.clearTimer(timer);
  }
}
