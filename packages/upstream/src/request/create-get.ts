import {
  ATTEMPT_MIN_MS,
  ATTEMPT_MS,
  DEADLINE_MS,
  FURTHER_ATTEMPTS,
  LIST_BODY_MAX_BYTES,
  SINGLE_BODY_MAX_BYTES,
} from "../limits.ts";
import { parseApiKey } from "./api-key.ts";
import { attempt } from "./attempt.ts";
import { parseBaseUrl } from "./base-url.ts";
import { fail, type Result } from "./result.ts";
import { retryWaitMs } from "./retry-wait.ts";
import { type Sleep, sleep as sleepByTimer } from "./sleep.ts";

export interface ClientOptions {
  /** The upstream key. It goes into one request header and nowhere else. */
  apiKey: string;
  /** The API's base with its path. https, or http where the host is loopback. */
  baseUrl: string;
  fetch?: typeof fetch | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** From 0 up to, not including, 1. */
  random?: (() => number) | undefined;
  /** Waits between attempts. The time limits themselves run on `setTimeout`. */
  sleep?: Sleep | undefined;
}

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  /** Budget of the whole call, repeats and waits included, in milliseconds; default 10,000. */
  deadlineMs?: number | undefined;
}

/** What to ask for. `path` follows the base URL and starts with a slash. */
export interface Target {
  path: string;
  query?: URLSearchParams;
  resource: "single" | "list";
}

export type Get = (target: Target, options?: RequestOptions) => Promise<Result<unknown>>;

/**
 * A GET of JSON from one upstream: bounded, repeated where that may help, never past the deadline.
 * The trade-off: a read that would have taken longer than one attempt's time is given up and repeated.
 */
export function createGet(options: ClientOptions, keyHeader: string): Get {
  const headers = { Accept: "application/json", [keyHeader]: parseApiKey(options.apiKey) };
  const baseUrl = parseBaseUrl(options.baseUrl);
  // workerd's fetch throws when it is called as a method of something else.
  const send = optionalFunction(options, "fetch") ?? ((...args) => fetch(...args));
  const now = optionalFunction(options, "now") ?? (() => Date.now());
  const random = optionalFunction(options, "random") ?? (() => Math.random());
  const sleep = optionalFunction(options, "sleep") ?? sleepByTimer;

  return async ({ path, query, resource }, requestOptions = {}) => {
    const signal = requestOptions.signal ?? new AbortController().signal;
    const endMs = now() + (requestOptions.deadlineMs ?? DEADLINE_MS);
    const url = `${baseUrl}${path}${query === undefined ? "" : `?${query}`}`;
    const bodyMaxBytes = resource === "list" ? LIST_BODY_MAX_BYTES : SINGLE_BODY_MAX_BYTES;
    if (!(endMs > now())) return fail({ kind: "unavailable", reason: "timeout" });
    for (let repeats = 0; ; repeats += 1) {
      const timeMs = Math.min(ATTEMPT_MS, endMs - now());
      const answer = await attempt({
        fetch: send,
        now,
        url,
        headers,
        resource,
        bodyMaxBytes,
        timeMs,
        signal,
      });
      const waitMs = repeats < FURTHER_ATTEMPTS ? retryWaitMs(answer, repeats, random) : null;
      if (waitMs === null || now() + waitMs + ATTEMPT_MIN_MS > endMs) return answer.result;
      await wait(sleep, waitMs, signal);
      if (signal.aborted) return fail({ kind: "aborted" });
      if (now() + ATTEMPT_MIN_MS > endMs) return answer.result;
    }
  };
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

function optionalFunction<Name extends "fetch" | "now" | "random" | "sleep">(
  options: ClientOptions,
  name: Name,
): ClientOptions[Name] {
  const value = options[name];
  if (value !== undefined && typeof value !== "function") {
    throw new TypeError(`Option \`${name}\` must be a function.`);
  }
  return value;
}
