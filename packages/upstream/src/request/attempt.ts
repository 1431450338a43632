import { discardBody, readBody } from "./read-body.ts";
import { type Failure, fail, type Result, succeed } from "./result.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { statusError } from "./status-error.ts";

/** What one attempt needs. */
export interface Attempt {
  fetch: typeof fetch;
  now: () => number;
  url: string;
  headers: Record<string, string>;
  resource: "single" | "list";
  bodyMaxBytes: number;
  timeMs: number;
  signal: AbortSignal;
}

/** One attempt's result, and how long the upstream asked to wait before the next. */
export interface Answer {
  result: Result<unknown>;
  retryAfterMs: number | null;
}

/**
 * One GET, bounded in time and size, that follows no redirect. It settles in time even where the fetch
 * that was passed in ignores its signal. Never rejects.
 */
export async function attempt(options: Attempt): Promise<Answer> {
  const { signal, timeMs } = options;
  if (signal.aborted) return answer(fail({ kind: "aborted" }));
  const controller = new AbortController();
  let release = () => {};
  const stopped = new Promise<Answer>((resolve) => {
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
  const done = exchange(options, controller.signal).catch(() =>
    answer(fail({ kind: "unavailable", reason: "network" })),
  );
  try {
    return await Promise.race([stopped, done]);
  } finally {
    release();
  }
}

async function exchange(options: Attempt, signal: AbortSignal): Promise<Answer> {
  const { fetch, now, url, headers, resource, bodyMaxBytes } = options;
  // A followed redirect would carry the key's header to another host (fetch drops only Authorization).
  const response = await fetch(url, { method: "GET", headers, redirect: "manual", signal });
  if (signal.aborted || response.type === "error") {
    discardBody(response);
    return answer(fail({ kind: "unavailable", reason: "network" }));
  }
  if (isRedirect(response)) {
    discardBody(response);
    return answer(fail({ kind: "invalid", reason: "redirect" }));
  }
  if (!response.ok) {
    discardBody(response);
    const retryAfterMs = parseRetryAfter(response.headers.get("Retry-After"), now());
    return answer(fail(statusError(response.status, retryAfterMs, resource)), retryAfterMs);
  }
  const text = await readBody(response, bodyMaxBytes, signal);
  return answer(text === null ? fail({ kind: "invalid", reason: "too_large" }) : parseJson(text));
}

/** Browsers show a redirect as opaque, other runtimes its status; a fetch that followed one says so. */
function isRedirect(response: Response): boolean {
  const type: string = response.type;
  return (
    type === "opaqueredirect" || response.redirected || (response.status >= 300 && response.status <= 399)
  );
}

function parseJson(text: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch {
    return fail({ kind: "invalid", reason: "not_json" });
  }
}

function answer(result: Result<unknown>, retryAfterMs: number | null = null): Answer {
  return { result, retryAfterMs };
}
