import { CompactEncrypt, compactDecrypt } from "jose";
import type { Keyring } from "./keyring.ts";

/** Stored data after opening. */
export interface Stored {
  text: string;
  /** True if the previous secret sealed it: seal and store it again before that secret is removed. */
  isStale: boolean;
}

/** Seals a text for storage, with a key that does not change daily. */
export async function sealStored(keyring: Keyring, text: string): Promise<string> {
  const [key] = await keyring.storedKeys();
  if (key === undefined) throw new Error("the stored key is missing");
  const encrypt = new CompactEncrypt(new TextEncoder().encode(text));
  return encrypt.setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key);
}

/** Opens the result of `sealStored`; null if no current secret opens it. */
export async function openStored(keyring: Keyring, sealed: string): Promise<Stored | null> {
  const options = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
  for (const [index, key] of (await keyring.storedKeys()).entries()) {
    try {
      const { plaintext } = await compactDecrypt(sealed, key, options);
      return { text: new TextDecoder().decode(plaintext), isStale: index > 0 };
    } catch {
      // Another secret may have sealed it.
    }
  }
  return null;
}
