import { createRemoteJWKSet, customFetch, importSPKI, type JWTVerifyGetKey } from "jose";
import type { CheckedVerifier } from "../config/check-members.ts";
import { JWKS_COOLDOWN_MS, JWKS_MAX_AGE_MS, JWKS_MAX_BYTES, JWKS_TIMEOUT_MS } from "../limits.ts";

/** Finds the key that an assertion's header asks for. */
export type AssertionKey = JWTVerifyGetKey;

/** Makes the key of a verifier; a JWKS is fetched when first used, and kept in the isolate. */
export function createAssertionKey(verifier: CheckedVerifier, fetch: typeof globalThis.fetch): AssertionKey {
  const { keySource, algorithms } = verifier;
  switch (keySource.kind) {
    case "secret": {
      const secret = new TextEncoder().encode(keySource.secret);
      return async () => secret;
    }
    case "publicKey":
      return () => importSPKI(keySource.pem, algorithms[0] ?? "");
    case "jwks":
      return createRemoteJWKSet(new URL(keySource.url), {
        timeoutDuration: JWKS_TIMEOUT_MS,
        cooldownDuration: JWKS_COOLDOWN_MS,
        cacheMaxAge: JWKS_MAX_AGE_MS,
        // jose asks with `redirect: "manual"` and takes nothing but a 200.
        [customFetch]: async (url, options) => limitBody(await fetch(url, options)),
      });
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
