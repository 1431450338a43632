import { base64url } from "jose";

/** SHA-256 of a text in UTF-8. */
export async function sha256(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** SHA-256 of a text in base64url, as in `ath` (RFC 9449 section 4.2). */
export async function sha256Base64url(text: string): Promise<string> {
  return base64url.encode(await sha256(text));
}
