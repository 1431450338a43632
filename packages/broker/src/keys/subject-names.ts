import { base64url } from "jose";
import { NAMES_REMEMBERED } from "../base/limits/state.ts";
import { Recent } from "../base/recent.ts";
import { hmacSha256 } from "./hmac.ts";
import { deriveKey } from "./keyring.ts";

/** Names of a viewer for the owner, one for each secret, the current one first. The audit log shows them. */
export type SubjectNames = (site: string, subject: string) => Promise<readonly string[]>;

/** Names are HMACs: a subject may be an e-mail address, and a hash without a key could be guessed. */
export function createSubjectNames(secrets: readonly string[]): SubjectNames {
  const keys = new Map<string, Uint8Array<ArrayBuffer>>();
  const known = new Recent<readonly string[]>(NAMES_REMEMBERED);

  async function name(secret: string, text: string): Promise<string> {
    // Caches bytes, not promises: workerd lets no request await a promise of another.
    const bytes = keys.get(secret) ?? (await deriveKey(secret, "keyhole audit"));
    keys.set(secret, bytes);
    return base64url.encode(await hmacSha256(bytes, text));
  }

  return async (site, subject) => {
    const text = `${site}\n${subject}`;
    const names = known.get(text) ?? (await Promise.all(secrets.map((secret) => name(secret, text))));
    known.set(text, names);
    return names;
  };
}
