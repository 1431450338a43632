import { LIST_BODY_MAX_BYTES, SINGLE_BODY_MAX_BYTES } from "../limits.ts";
import { discardBody, readBody } from "./body.ts";
import type { Transport } from "./client.ts";
import { isRedirect, type ResourceKind, statusError } from "./response.ts";
import { fail, type Result, succeed } from "./result.ts";
import { attemptOnce, parseRetryAfter, type RequestOptions, repeat } from "./retry.ts";
import { type Outcome, outcome, withinTime } from "./time.ts";

/** Address of a request. `path` follows the base URL and starts with a slash. */
export interface Target {
  path: string;
  query?: URLSearchParams;
  resource: ResourceKind;
}

export interface PostTarget extends Target {
  /** Sent as `application/json`. */
  json: unknown;
  /** The upstream does the same for this request once or twice: it is then repeated as a GET is. */
  isIdempotent?: boolean;
}

/** Requests for JSON to one upstream. Each resolves to a result within its deadline and never rejects. */
export interface JsonClient {
  /** Repeated where that may help. */
  get(target: Target, options?: RequestOptions): Promise<Result<unknown>>;
  /**
   * Sent once, unless `isIdempotent`: after `unavailable` nobody knows whether the upstream has acted.
   * An empty answer is null.
   */
  post(target: PostTarget, options?: RequestOptions): Promise<Result<unknown>>;
}

/** The trade-off: a read that takes longer than one attempt's time is given up and repeated. */
export function createJsonClient(transport: Transport): JsonClient {
  const headers = { Accept: "application/json", ...transport.keyHeaders };
  return {
    get: (target, options = {}) =>
      repeat(transport, options, attemptOf(transport, target, { method: "GET", headers })),
    post({ json, isIdempotent = false, ...target }, options = {}) {
      const request = {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(json),
      };
      const attempt = attemptOf(transport, target, request);
      return isIdempotent ? repeat(transport, options, attempt) : attemptOnce(options, attempt);
    },
  };
}

/** One exchange, bounded in time and size, that follows no redirect. */
function attemptOf(
  { baseUrl, fetch, now }: Transport,
  { path, query, resource }: Target,
  request: RequestInit,
): (timeMs: number, signal: AbortSignal) => Promise<Outcome<unknown>> {
  const url = `${baseUrl}${path}${query === undefined ? "" : `?${query}`}`;
  const isOne = resource === "single" || resource === "start";
  const bodyMaxBytes = isOne ? SINGLE_BODY_MAX_BYTES : LIST_BODY_MAX_BYTES;

  async function exchange({ signal }: AbortController): Promise<Outcome<unknown>> {
    // A followed redirect would carry the key's header to another host (fetch drops only Authorization).
    // Without `no-store`, a Worker's fetch may keep an answer in a cache that others share.
    const response = await fetch(url, { ...request, redirect: "manual", cache: "no-store", signal });
    if (signal.aborted || response.type === "error") {
      discardBody(response);
      return outcome(fail({ kind: "unavailable", reason: "network" }));
    }
    if (isRedirect(response)) {
      discardBody(response);
      return outcome(fail({ kind: "invalid", reason: "redirect" }));
    }
    if (!response.ok) {
      discardBody(response);
      const retryAfterMs = parseRetryAfter(response.headers.get("Retry-After"), now());
      return outcome(fail(statusError(response.status, retryAfterMs, resource)), retryAfterMs);
    }
    const text = await readBody(response, bodyMaxBytes, signal);
    if (text === null) return outcome(fail({ kind: "invalid", reason: "too_large" }));
    return outcome(text === "" && request.method === "POST" ? succeed(null) : parseJson(text));
  }

  return (timeMs, signal) => withinTime(timeMs, signal, exchange);
}

function parseJson(text: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch {
    return fail({ kind: "invalid", reason: "not_json" });
  }
}
