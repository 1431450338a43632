import { type Failure, fail, type Result } from "./result.ts";

/** One attempt's result, and how long the upstream asked to wait before the next. */
export interface Answer<T> {
  result: Result<T>;
  retryAfterMs: number | null;
}

export function answer<T>(result: Result<T>, retryAfterMs: number | null = null): Answer<T> {
  return { result, retryAfterMs };
}

/**
 * Runs one attempt with a controller of its own, which is aborted when the time is up or the caller
 * gives up. It settles in time even where the attempt ignores that. Never rejects.
 */
export async function withinTime<T>(
  timeMs: number,
  signal: AbortSignal,
  run: (controller: AbortController) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  if (signal.aborted) return answer(fail({ kind: "aborted" }));
  const controller = new AbortController();
  let release = () => {};
  const stopped = new Promise<Answer<T>>((resolve) => {
    // Settled before the exchange is aborted, so that its failure comes second.
    const stop = (failure: Failure) => {
      resolve(answer(failure));
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
  // What the runtime says about a broken connection may name hosts, so it goes no further than here.
  const done = run(controller).catch(() => answer<T>(fail({ kind: "unavailable", reason: "network" })));
  try {
    return await Promise.race([stopped, done]);
  } finally {
    release();
  }
}
