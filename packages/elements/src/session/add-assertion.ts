import { JWT_TOKEN_TYPE, TOKEN_EXCHANGE_GRANT } from "@keyhole/contract";
import { ANSWER_TIMEOUT_MS, ASSERTION_BYTES, ASSERTION_ROUNDS } from "../base/limits.ts";
import { parseUrl } from "../base/parse-url.ts";
import { ABORTED, withDeadline } from "./abortable.ts";
import type { SessionDeps, WebCrypto } from "./deps.ts";
import { generatePageKey, type PageKey, sha256 } from "./dpop.ts";
import type { SettleKey } from "./key-ring.ts";
import type { Mint } from "./mint.ts";
import { DROPPED, failed, type Outcome } from "./outcome.ts";
import { parseJson, readText } from "./read-answer.ts";
import type { AssertionSource, Failure } from "./session.ts";

/** The host's word for its member. */
interface Assertion {
  /** A JWT; only the broker verifies it. */
  jwt: string;
  /** Digest of its `iss` and `sub`: tells members apart without storing who they are. */
  member: string;
}

type AssertionFailure = Extract<Failure, { kind: "assertion" }>;

/**
 * Puts the host's assertion into the form of a mint. Resolves to the key that it is bound to: another member gets
 * another key, and the host is asked again.
 */
export async function addAssertion(
  { wire, keys, onMember }: Mint,
  source: AssertionSource,
  first: PageKey,
  form: URLSearchParams,
  signal: AbortSignal,
): Promise<Outcome<PageKey>> {
  let key = first;
  for (let round = 0; round < ASSERTION_ROUNDS; round++) {
    const asked = await askAssertion(source, key.jkt, wire.crypto.subtle, wire.deps, signal);
    if (!asked.ok) return asked;
    // After a sign-out nothing may be stored.
    if (signal.aborted) return DROPPED;
    onMember(asked.value.member);
    const kept = await keys.change(claim(wire.crypto, key, asked.value.member));
    if (signal.aborted) return DROPPED;
    if (kept.jkt === key.jkt) {
      form.set("grant_type", TOKEN_EXCHANGE_GRANT);
      form.set("subject_token", asked.value.jwt);
      form.set("subject_token_type", JWT_TOKEN_TYPE);
      return { ok: true, value: key };
    }
    key = kept;
  }
  return failed({ kind: "assertion", reason: "content" });
}

/**
 * The key for a member: `held` if it is this member's or nobody's, else a new one that replaces it. A key that
 * another tab has stored for the same member takes precedence.
 */
function claim(crypto: WebCrypto, held: PageKey, member: string) {
  return async (settle: SettleKey): Promise<PageKey> => {
    if (held.member === member) return held;
    const mine = { ...(held.member ? await generatePageKey(crypto) : held), member };
    const kept = await settle(mine, (old) =>
      old.member === member || (old.member && old.jkt === mine.jkt) ? old : mine,
    );
    // Another tab has used the same key for another member in the meantime.
    return kept.member === member ? kept : claim(crypto, kept, member)(settle);
  };
}

/** Requests an assertion for a key from the host. Never rejects. */
export async function askAssertion(
  source: AssertionSource,
  jkt: string,
  subtle: SubtleCrypto,
  deps: SessionDeps,
  signal: AbortSignal,
): Promise<Outcome<Assertion>> {
  const isUrl = source.kind === "url";
  const ask = (signal: AbortSignal) =>
    isUrl ? askUrl(source.url, jkt, deps, signal) : askFunction(source, jkt);
  const late = () => refused({ reason: isUrl ? "network" : "threw" });
  const asked = await withDeadline(deps, ANSWER_TIMEOUT_MS, [signal], ask).catch(late);
  if (signal.aborted) return DROPPED;
  if (asked === ABORTED) return late();
  if (!asked.ok) return asked;
  const member = await memberOf(asked.value, subtle);
  return member ? { ok: true, value: { jwt: asked.value, member } } : refused({ reason: "content" });
}

async function askUrl(
  source: string,
  jkt: string,
  { fetch, page }: SessionDeps,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const url = parseUrl(source, page.baseUrl());
  // Sandboxed pages have the origin "null", and so has every data: URL.
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== page.origin()) {
    return refused({ reason: "cross-origin" });
  }
  url.searchParams.set("jkt", jkt);
  const response = await fetch(url.href, {
    credentials: "same-origin",
    // A redirect leads to a login page, often on another origin, whose answer no page could read.
    redirect: "manual",
    cache: "no-store",
    signal,
  });
  const { status, type, redirected } = response;
  // A wrapper of `fetch` may follow redirects all the same.
  if (status === 401 || type === "opaqueredirect" || redirected) return failed({ kind: "not-signed-in" });
  if (status !== 200) return refused({ reason: "status", status });
  // Some servers call every text HTML or JSON, and JSON puts it in quotes. `memberOf` refuses what is no JWT.
  const text = (await readText(response, ASSERTION_BYTES))?.trim().replace(/^"(.*)"$/, "$1");
  return text ? { ok: true, value: text } : refused({ reason: "content", status });
}

async function askFunction(
  { get }: Extract<AssertionSource, { kind: "function" }>,
  jkt: string,
): Promise<Outcome<string>> {
  const value: unknown = await get({ jkt });
  if (value === null) return failed({ kind: "not-signed-in" });
  return typeof value === "string" && value.length <= ASSERTION_BYTES
    ? { ok: true, value }
    : refused({ reason: "content" });
}

/** Undefined if the text is not a JWT (RFC 7519 section 3). Verifies nothing. */
async function memberOf(jwt: string, subtle: SubtleCrypto): Promise<string | undefined> {
  const [, payload, header] = /^[\w-]+\.([\w-]+)\.[\w-]*$|^([\w-]+)\.(?:\.[\w-]+){3}$/.exec(jwt) ?? [];
  // The broker seals its own assertions, and repeats in the header who it is about (RFC 7519 section 5.3).
  const readable = payload ?? header;
  if (!readable) return undefined;
  try {
    const claims = parseJson(new TextDecoder().decode(fromBase64Url(readable)));
    const { iss, sub } = claims as Record<string, unknown>;
    return await sha256(subtle, JSON.stringify([iss, sub]));
  } catch {
    return undefined;
  }
}

function refused(what: Omit<AssertionFailure, "kind">) {
  return failed({ kind: "assertion", ...what });
}

/** Throws for text that is not base64url. */
function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
}
