import { createRemoteJWKSet, customFetch, importSPKI, type JWTVerifyGetKey } from "jose";
import {
  JWKS_COOLDOWN_MS,
  JWKS_MAX_AGE_MS,
  JWKS_MAX_BYTES,
  JWKS_PAUSE_MS,
  JWKS_TIMEOUT_MS,
} from "../base/limits.ts";
import type { CheckedVerifier } from "../config/check-members.ts";

/** Finds the key that an assertion's header names. */
export type AssertionKey = JWTVerifyGetKey;

/** Creates the key of a verifier. A JWKS is fetched on first use and kept in the isolate. */
export function createAssertionKeys(
  verifier: CheckedVerifier,
  fetch: typeof globalThis.fetch,
  now: () => number,
): readonly AssertionKey[] {
  const { keySource, algorithms } = verifier;
  switch (keySource.kind) {
    case "secret":
      return keySource.secrets.map((secret) => {
        const bytes = new TextEncoder().encode(secret);
        return async () => bytes;
      });
    case "publicKey":
      return [() => importSPKI(keySource.pem, algorithms[0] ?? "")];
    case "jwks": {
      const keys = createRemoteJWKSet(new URL(keySource.url), {
        timeoutDuration: JWKS_TIMEOUT_MS,
        cooldownDuration: JWKS_COOLDOWN_MS,
        cacheMaxAge: JWKS_MAX_AGE_MS,
        // jose fetches with `redirect: "manual"` and accepts 200 only.
        [customFetch]: withPauses(
          async (url, options) => limitBody(await fetch(url, { ...options, cache: "no-store" })),
          now,
        ),
      });
      return [keys];
    }
  }
}

type JwksFetch = (url: string, options: RequestInit) => Promise<Response>;

/** Pauses after a provider has failed: made-up assertions are free to send, and must not cause a fetch each. */
function withPauses(fetch: JwksFetch, now: () => number): JwksFetch {
  let failedMs = Number.NEGATIVE_INFINITY;
  return async function fetchUnlessFailing(url, options) {
    if (now() - failedMs < JWKS_PAUSE_MS) throw new Error("the JWKS could not be fetched a moment ago");
    try {
      const answer = await fetch(url, options);
      const text = await answer.text();
      if (answer.status !== 200 || !isKeySet(text)) failedMs = now();
      return new Response(answer.status === 204 || answer.status === 304 ? null : text, {
        status: answer.status,
      });
    } catch (error) {
      failedMs = now();
      throw error;
    }
  };
}

function isKeySet(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || !("keys" in body) || !Array.isArray(body.keys))
      return false;
    return body.keys.every((key: unknown) => typeof key === "object" && key !== null);
  } catch {
    return false;
  }
}

async function limitBody(response: Response): Promise<Response> {
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > JWKS_MAX_BYTES) controller.error(new Error("the JWKS is too large"));
      else controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(limit) ?? null, { status: response.status });
}
