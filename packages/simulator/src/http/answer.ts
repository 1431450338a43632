import type { Readable } from "node:stream";

/** An answer before it is written to the socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(value) };
}

/** 204. */
export function noContent(): Answer {
  return { status: 204, headers: {}, body: "" };
}

/** A redirect, with a page for people as frameworks send it. */
export function redirectTo(status: 301 | 302, location: string): Answer {
  return { status, headers: { "Content-Type": "text/html; charset=utf-8", Location: location }, body: "" };
}

/** 429. `retryAfter` is the header's value, in either of its forms. */
export function throttled(waitSeconds: number, retryAfter: string): Answer {
  return json(
    429,
    { detail: `Request was throttled. Expected available in ${waitSeconds} seconds.` },
    { "Retry-After": retryAfter },
  );
}

/** 503. */
export function unavailable(retryAfter: string): Answer {
  return json(
    503,
    { detail: "Service temporarily unavailable, try again later." },
    { "Retry-After": retryAfter },
  );
}

/** The two forms of `Retry-After` (RFC 9110 section 10.2.3). */
export const RETRY_AFTER_FORMS = ["seconds", "http-date"] as const;
export type RetryAfterForm = (typeof RETRY_AFTER_FORMS)[number];

/** The header's value for a wait of whole seconds. A date is rounded up, so that the wait is never too short. */
export function formatRetryAfter(form: RetryAfterForm, waitSeconds: number, nowMs: number): string {
  if (form === "seconds") return String(waitSeconds);
  return new Date(Math.ceil(nowMs / 1000) * 1000 + waitSeconds * 1000).toUTCString();
}
