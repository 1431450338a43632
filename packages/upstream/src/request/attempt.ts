import { isRedirect } from "./is-redirect.ts";
import { discardBody, readBody } from "./read-body.ts";
import { fail, type Result, succeed } from "./result.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { type ResourceKind, statusError } from "./status-error.ts";
import { type Answer, answer, withinTime } from "./within-time.ts";

/** What one attempt needs. */
export interface Attempt {
  fetch: typeof fetch;
  now: () => number;
  url: string;
  headers: Record<string, string>;
  resource: ResourceKind;
  bodyMaxBytes: number;
  timeMs: number;
  signal: AbortSignal;
}

/** One GET of JSON, bounded in time and size, that follows no redirect. Never rejects. */
export function attempt(options: Attempt): Promise<Answer<unknown>> {
  return withinTime(options.timeMs, options.signal, ({ signal }) => exchange(options, signal));
}

async function exchange(options: Attempt, signal: AbortSignal): Promise<Answer<unknown>> {
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

function parseJson(text: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch {
    return fail({ kind: "invalid", reason: "not_json" });
  }
}
