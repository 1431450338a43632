import { decodeProtectedHeader, EncryptJWT, errors, type JWTPayload, jwtDecrypt } from "jose";
import type { Keyring, Purpose } from "./keyring.ts";

/** Why something sealed does not open. */
export type Unsealed = { ok: true; claims: JWTPayload } | { ok: false; reason: "expired" | "invalid" };

/** Seals claims as a JWE (`dir`, `A256GCM`; RFC 7516) under today's key. */
export async function seal(keyring: Keyring, purpose: Purpose, claims: JWTPayload): Promise<string> {
  const kid = keyring.day();
  const [key] = await keyring.keys(purpose, kid);
  if (key === undefined) throw new Error("the key of today is missing");
  return new EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc: "A256GCM", kid }).encrypt(key);
}

/** Opens what `seal` made for the same purpose, within its `exp`. */
export async function unseal(
  keyring: Keyring,
  purpose: Purpose,
  sealed: string,
  expected: { issuer: string; audience: string; now: number },
): Promise<Unsealed> {
  let kid: unknown;
  try {
    ({ kid } = decodeProtectedHeader(sealed));
  } catch {
    return { ok: false, reason: "invalid" };
  }
  if (typeof kid !== "string") return { ok: false, reason: "invalid" };
  for (const key of await keyring.keys(purpose, kid)) {
    try {
      const { payload } = await jwtDecrypt(sealed, key, {
        issuer: expected.issuer,
        audience: expected.audience,
        currentDate: new Date(expected.now),
        requiredClaims: ["exp"],
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
      });
      return { ok: true, claims: payload };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, reason: "expired" };
    }
  }
  return { ok: false, reason: "invalid" };
}
