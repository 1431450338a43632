import { base64url } from "jose";
import { Recent } from "../base/recent.ts";

/** SHA-256. A text stands for its bytes in UTF-8. */
export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** SHA-256 in base64url, as in `ath` (RFC 9449 section 4.2). */
export async function sha256Base64url(text: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url.encode(await sha256(text));
}

/** The same of texts that come again: it remembers so many. */
export function createSha256Memory(size: number): (text: string) => Promise<string> {
  const known = new Recent<string>(size);
  return async function hash(text) {
    const digest = known.get(text) ?? (await sha256Base64url(text));
    known.set(text, digest);
    return digest;
  };
}
