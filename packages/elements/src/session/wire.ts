import { ABORTED, withDeadline } from "./abortable.ts";
import { ANSWER_BYTES, ANSWER_TIMEOUT_MS, NONCE_BYTES, SMALL_ANSWER_BYTES } from "./limits.ts";
import { DROPPED, failed, type Outcome } from "./outcome.ts";
import type { PageKey } from "./page-key.ts";
import { parseProblem } from "./parse-problem.ts";
import { createProof } from "./proof.ts";
import { hasType, parseJson, readText } from "./read-text.ts";
import { retryWaitMs } from "./retry-wait.ts";
import type { SessionDeps, WebCrypto } from "./session-deps.ts";

/** What a session knows of its broker: whatever an answer taught it serves the next request. */
export interface Wire {
  readonly deps: SessionDeps;
  readonly crypto: WebCrypto;
  /** The broker's clock minus the page's, in milliseconds. */
  clockOffsetMs: number;
  /** The newest `DPoP-Nonce` (RFC 9449 section 8.2). */
  nonce: string | undefined;
}

/** One request, so described that it can be sent again. */
export interface Outgoing {
  url: URL;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: BodyInit | undefined;
  key: PageKey;
  token?: string;
  /** True where a 429 or 503 may be answered by sending it again. */
  repeatable: boolean;
}

/** A JSON answer of the broker, its body not looked at yet. */
export interface Received {
  body: unknown;
  status: number;
  headers: Headers;
}

export interface Sent {
  outcome: Outcome<Received>;
  /** What the answer asks to wait before the next try. */
  waitMs?: number | undefined;
}

/** Sends a request once, with a proof of its own. Never rejects. */
export async function send(wire: Wire, out: Outgoing, signal: AbortSignal): Promise<Sent> {
  let proof: string;
  try {
    proof = await createProof(wire.crypto, out.key, {
      htm: out.method,
      url: out.url,
      iat: Math.floor(brokerNow(wire) / 1000),
      nonce: wire.nonce,
      token: out.token,
    });
  } catch {
    return { outcome: failed({ kind: "insecure-context" }) };
  }
  if (signal.aborted) return { outcome: DROPPED };
  const headers = new Headers(out.headers);
  headers.set("DPoP", proof);
  if (out.token) headers.set("Authorization", `DPoP ${out.token}`);
  const init = {
    method: out.method,
    headers,
    body: out.body ?? null,
    mode: "cors",
    credentials: "omit",
    redirect: "error",
    // A broker forbids to store its answers, so nothing is taken from a cache. To say it here as well, or to
    // send a tag in the usual mode, would make Chromium ask for a new preflight each time (Fetch 4.6, 4.8).
    cache: headers.has("If-None-Match") ? "force-cache" : "default",
  } as const;
  const ask = async (signal: AbortSignal) =>
    receive(wire, await wire.deps.fetch(out.url.href, { ...init, signal }));
  const sent = await withDeadline(wire.deps, ANSWER_TIMEOUT_MS, [signal], ask).catch(() => ABORTED);
  return typeof sent === "symbol" ? { outcome: failed({ kind: "network" }) } : sent;
}

export function brokerNow({ deps, clockOffsetMs }: Wire): number {
  return deps.now() + clockOffsetMs;
}

async function receive(wire: Wire, response: Response): Promise<Sent> {
  const { status, headers, ok } = response;
  const nonce = headers.get("DPoP-Nonce");
  if (nonce && nonce.length <= NONCE_BYTES) wire.nonce = nonce;
  // Neither has a body (RFC 9110 sections 15.3.5 and 15.4.5).
  if (status === 204 || status === 304) return received(response, undefined);
  const text = await readText(response, ok ? ANSWER_BYTES : SMALL_ANSWER_BYTES);
  const json = hasType(response, "application/json", "application/problem+json") && text;
  const body = json ? parseJson(json) : undefined;
  if (ok) return body === undefined ? { outcome: failed({ kind: "answer" }) } : received(response, body);
  const problem = parseProblem(body, status);
  return {
    outcome: failed(problem ? { kind: "problem", problem } : { kind: "answer" }),
    waitMs: retryWaitMs(response, problem, brokerNow(wire)),
  };
}

function received({ status, headers }: Response, body: unknown): Sent {
  return { outcome: { ok: true, value: { body, status, headers } } };
}
