import { base64url } from "jose";
import { hmacSha256 } from "./hmac.ts";
import { deriveKey } from "./keyring.ts";

/** Names that the broker writes into a call's metadata, and that say nothing to who has no secret of it. */
export interface Stamps {
  /** Of a start, by its viewer and idempotency key; one for each secret, the current one first. */
  start(site: string, subject: string, key: string): Promise<string[]>;
  /** Of a member; one for each secret, the current one first. */
  member(site: string, subject: string): Promise<string[]>;
}

/** Stamps are HMACs: a subject may be an e-mail address, and a hash without a key could be guessed. */
export function createStamps(secrets: readonly string[]): Stamps {
  const keys = new Map<string, Uint8Array<ArrayBuffer>>();

  async function stamp(secret: string, text: string): Promise<string> {
    // Caches bytes, not promises: workerd lets no request await a promise of another.
    const bytes = keys.get(secret) ?? (await deriveKey(secret, "keyhole stamps"));
    keys.set(secret, bytes);
    return base64url.encode(await hmacSha256(bytes, text));
  }

  const stampAll = (text: string) => Promise.all(secrets.map((secret) => stamp(secret, text)));
  return {
    start: (site, subject, key) => stampAll(`start\n${site}\n${subject}\n${key}`),
    member: (site, subject) => stampAll(`member\n${site}\n${subject}`),
  };
}
