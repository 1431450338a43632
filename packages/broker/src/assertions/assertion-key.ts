import { importSPKI, type JWTVerifyGetKey } from "jose";
import type { CheckedVerifier } from "../config/check-members.ts";
import { createJwks } from "./jwks.ts";

/** Finds the key that an assertion's header names. */
export type AssertionKey = JWTVerifyGetKey;

/** Creates the keys of a verifier. */
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
    case "jwks":
      return [createJwks(keySource.url, fetch, now)];
  }
}
