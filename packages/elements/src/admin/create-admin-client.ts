import { ANSWER_BYTES, ANSWER_TIMEOUT_MS } from "../base/limits.ts";
import { amountOf, fieldsOf, stringOf } from "../base/parse-fields.ts";
import type { AdminAnswer, AdminClient, AdminFailure, AdminRequest } from "./admin-answer.ts";

export interface AdminClientOptions {
  /** Address of the broker, with a slash at its end. */
  base: string;
  secret: string;
  fetch: typeof globalThis.fetch;
}

const JSON_TYPE = "application/json";
const LINES_TYPE = "application/x-ndjson";

/** What a header can carry (RFC 6750 section 2.1 allows less). Anything else is nobody's secret. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** The secret stays in this closure: no property of anything holds it. */
export function createAdminClient({ base, secret, fetch }: AdminClientOptions): AdminClient {
  async function send(
    { path, method = "GET", body, signal }: AdminRequest,
    type: string,
  ): Promise<AdminAnswer<{ text: string; headers: Headers }>> {
    if (!SENDABLE.test(secret)) return { ok: false, failure: { kind: "wrong" } };
    const control = new AbortController();
    const abort = () => control.abort();
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    const timer = setTimeout(abort, ANSWER_TIMEOUT_MS);
    try {
      const answer = await fetch(`${base}v1/admin/${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${secret}`,
          Accept: type,
          ...(body === undefined ? {} : { "Content-Type": JSON_TYPE }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: "no-store",
        // The secret never follows a redirect.
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: control.signal,
      });
      const text = await answer.text();
      if (!answer.ok) return { ok: false, failure: failureOf(answer.status, text) };
      const isType = answer.headers.get("Content-Type")?.startsWith(type) ?? false;
      if (!isType || text.length > ANSWER_BYTES) return { ok: false, failure: { kind: "foreign" } };
      return { ok: true, body: { text, headers: answer.headers } };
    } catch {
      return { ok: false, failure: { kind: "network" } };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }

  return {
    async ask(request, parse) {
      const answer = await send(request, JSON_TYPE);
      if (!answer.ok) return answer;
      const body = parse(parseJson(answer.body.text));
      return body === undefined ? { ok: false, failure: { kind: "foreign" } } : { ok: true, body };
    },
    async askLines(request) {
      const answer = await send(request, LINES_TYPE);
      if (!answer.ok) return answer;
      const { text, headers } = answer.body;
      return { ok: true, body: { lines: text, next: cursorOf(headers.get("Link")) } };
    },
  };
}

function failureOf(status: number, text: string): AdminFailure {
  const problem = fieldsOf(parseJson(text));
  const code = stringOf(problem?.code);
  if (!problem || code === null) return { kind: "foreign" };
  const requestId = stringOf(problem.requestId);
  if (status === 401) return { kind: "wrong" };
  if (status === 429) return { kind: "limited", waitMs: (amountOf(problem.retryAfterSeconds) ?? 1) * 1000 };
  if (status >= 500) return { kind: "busy", requestId };
  return { kind: "refused", code, detail: stringOf(problem.detail) ?? "", requestId };
}

/** The cursor alone, of `<…?cursor=…>; rel="next"` (RFC 8288): the secret is sent to no address of an answer. */
function cursorOf(link: string | null): string | null {
  const [, address] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "") ?? [];
  return address === undefined ? null : new URLSearchParams(address.replace(/^[^?]*/, "")).get("cursor");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
