import { loadFailure } from "../base/lazy-module.ts";
import { ANSWER_BYTES, ANSWER_TIMEOUT_MS, NONCE_BYTES, SMALL_ANSWER_BYTES } from "../base/limits.ts";
import { pageFailure } from "../base/page-failure.ts";
import { ABORTED, withDeadline } from "./abortable.ts";
import type { SessionDeps, WebCrypto } from "./deps.ts";
import { createProof, type PageKey } from "./dpop.ts";
import { DROPPED, failed, type Outcome } from "./outcome.ts";
import { parseJson, readText } from "./read-answer.ts";

/** What a session has learned from the broker's answers, for the next request. */
export interface Wire {
  readonly deps: SessionDeps;
  readonly crypto: WebCrypto;
  /** The broker's clock minus the page's, in milliseconds. */
  clockOffsetMs: number;
  /** The newest `DPoP-Nonce` (RFC 9449 section 8.2). */
  nonce: string | undefined;
  /** The broker, an older one, reads no proof in a form. */
  wantsHeader?: boolean;
}

/** A request that can be sent again. */
export interface Outgoing {
  url: URL;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: BodyInit | undefined;
  /** Its body, which then has the proof too: without the header, the browser sends no preflight. */
  form?: URLSearchParams;
  key: PageKey;
  token?: string;
  /** Whether it may be sent again after a 429 or 503. */
  repeatable: boolean;
  /** Resolves when it is to be sent; it is signed before. */
  hold?: Promise<void> | undefined;
}

/** A JSON answer of the broker, not parsed into a type yet. */
export interface Received {
  body: unknown;
  status: number;
  headers: Headers;
}

/** The part of a `Response` that its body is read with. */
export type Answered = Pick<Response, "status" | "headers" | "ok">;

/** An answer whose body has been read. */
export interface Arrived {
  response: Answered;
  body: unknown;
}

export interface Sent {
  outcome: Outcome<Received>;
  /** What can be done about a refusal. */
  refusal?: Awaited<ReturnType<typeof loadRefusal>>;
  /** The wait before the next try, where the answer asks for one. */
  waitMs?: number | undefined;
}

/** The media types of answers, with any parameters. */
const JSON_TYPE = /^\s*application\/(problem\+)?json\s*(;|$)/i;

/** Reads refusals, and sends a refused request again. No first row needs it. */
const loadRefusal = () => import("./refusal.ts");

/**
 * Sends a request, and again where the answer says how: once with a new nonce, once with the broker's clock,
 * and after a short `Retry-After`. `first` is the answer to the first try, where it came along with the token. Never
 * rejects.
 */
export async function exchange(
  wire: Wire,
  out: Outgoing,
  signal: AbortSignal,
  first?: Arrived,
): Promise<Outcome<Received>> {
  const { nonce } = wire;
  const sent = await (first ? read(wire, first.response, first.body) : send(wire, out, signal));
  return sent.refusal ? sent.refusal.repeat({ wire, out, signal, nonce }, sent) : sent.outcome;
}

/** Sends a request once, with its own proof. Never rejects. */
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
  } catch (error) {
    return { outcome: failed(pageFailure(error)) };
  }
  await out.hold;
  if (signal.aborted) return { outcome: DROPPED };
  const headers = new Headers(out.headers);
  const { form } = out;
  if (form && !wire.wantsHeader) form.set("dpop", proof);
  else headers.set("DPoP", proof);
  if (out.token) headers.set("Authorization", `DPoP ${out.token}`);
  const init = {
    method: out.method,
    headers,
    body: form ? `${form}` : (out.body ?? null),
    mode: "cors",
    credentials: "omit",
    redirect: "error",
    // What is sent once, such as a vote of somebody who leaves, outlives the page.
    keepalive: !out.repeatable,
    // The broker's answers say `no-store`, so no cache has them. Asking for `no-store` here too, or sending an
    // entity tag in the default mode, makes Chromium send a new preflight each time (Fetch 4.6, 4.8).
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
  const isJson = JSON_TYPE.test(headers.get("Content-Type") ?? "");
  return read(wire, response, isJson && text ? parseJson(text) : undefined);
}

async function read(wire: Wire, response: Answered, body: unknown): Promise<Sent> {
  if (response.ok)
    return body === undefined ? { outcome: failed({ kind: "answer" }) } : received(response, body);
  const refusal = await loadRefusal().catch(loadFailure);
  return "kind" in refusal
    ? { outcome: failed(refusal) }
    : { ...refusal.readRefusal(response, body, brokerNow(wire)), refusal };
}

function received({ status, headers }: Answered, body: unknown): Sent {
  return { outcome: { ok: true, value: { body, status, headers } } };
}
