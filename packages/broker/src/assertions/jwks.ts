import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import {
  JWKS_COOLDOWN_MS,
  JWKS_MAX_AGE_MS,
  JWKS_MAX_BYTES,
  JWKS_PAUSE_MS,
  JWKS_POLL_MS,
  JWKS_STALE_MAX_MS,
  JWKS_TIMEOUT_MS,
} from "../base/limits/assertions.ts";

/** Why a JWKS gives no key: its message is for the owner's log. */
export class JwksError extends Error {
  override readonly name = "JwksError";
}

/**
 * Finds keys in a JWKS, which is fetched on first use and kept in the isolate. Made-up assertions are free
 * to send, so they must not cause a fetch each: one request reserves the fetch before it begins, and the
 * others wait for its result. They poll for it, because a request may not await another's promise on
 * Workers. While the provider fails, the keys of before serve for a while.
 */
export function createJwks(url: string, fetch: typeof globalThis.fetch, now: () => number): JWTVerifyGetKey {
  let keys: { find: ReturnType<typeof createLocalJWKSet>; fetchedMs: number } | null = null;
  /** No fetch begins before. */
  let nextMs = Number.NEGATIVE_INFINITY;
  let isFetching = false;
  let fault = new JwksError("it is being fetched");

  async function refresh(): Promise<void> {
    if (now() < nextMs) return waitForFetch();
    // Reserved for longer than a fetch takes, and no longer: this request may end before it.
    nextMs = now() + JWKS_PAUSE_MS;
    isFetching = true;
    try {
      const find = createLocalJWKSet(await fetchKeySet(url, fetch));
      keys = { find, fetchedMs: now() };
      nextMs = now() + JWKS_COOLDOWN_MS;
    } catch (error) {
      fault = new JwksError(error instanceof JwksError ? error.message : "it cannot be reached or read");
      nextMs = now() + JWKS_PAUSE_MS;
    } finally {
      isFetching = false;
    }
  }

  /** Bounded: a request that ends early never finishes its fetch. */
  async function waitForFetch(): Promise<void> {
    for (let waitedMs = 0; isFetching && waitedMs < JWKS_TIMEOUT_MS; waitedMs += JWKS_POLL_MS) {
      await new Promise((resolve) => setTimeout(resolve, JWKS_POLL_MS));
    }
  }

  return async function findKey(header, token) {
    const isFresh = keys !== null && now() - keys.fetchedMs < JWKS_MAX_AGE_MS;
    if (!isFresh) await refresh();
    const known = keys;
    if (known === null || now() - known.fetchedMs >= JWKS_STALE_MAX_MS) {
      throw fault;
    }
    try {
      return await known.find(header, token);
    } catch (error) {
      // The provider may have a new key.
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      if (keys === null || keys === known) throw error;
      return keys.find(header, token);
    }
  };
}

/** Fetches a key set within time and size, and follows no redirect. */
export async function fetchKeySet(url: string, fetch: typeof globalThis.fetch): Promise<JSONWebKeySet> {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new JwksError(`it takes more than ${JWKS_TIMEOUT_MS} ms`)),
    JWKS_TIMEOUT_MS,
  );
  const aborted = new Promise<never>((_, reject) => {
    abort.signal.addEventListener("abort", () => reject(abort.signal.reason));
  });
  async function read(): Promise<JSONWebKeySet> {
    const answer = await fetch(url, {
      redirect: "manual",
      cache: "no-store",
      signal: abort.signal,
      headers: { Accept: "application/json, application/jwk-set+json", "User-Agent": "keyhole" },
    });
    if (answer.status !== 200) throw new JwksError(`it answers ${answer.status}`);
    return parseKeySet(await new Response(limitBody(answer)).text());
  }
  try {
    return await Promise.race([read(), aborted]);
  } finally {
    clearTimeout(timer);
  }
}

function parseKeySet(text: string): JSONWebKeySet {
  const body: unknown = JSON.parse(text);
  const keys = typeof body === "object" && body !== null && "keys" in body ? body.keys : null;
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === "object" && key !== null))
    throw new JwksError("it holds no keys");
  return { keys };
}

function limitBody({ body }: Response): ReadableStream<Uint8Array> | null {
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > JWKS_MAX_BYTES) controller.error(new JwksError(`it has more than ${JWKS_MAX_BYTES} bytes`));
      else controller.enqueue(chunk);
    },
  });
  return body?.pipeThrough(limit) ?? null;
}
