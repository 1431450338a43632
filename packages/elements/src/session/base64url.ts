/** Base64url without padding (RFC 7515 section 2), for a few kilobytes. */
export function toBase64Url(bytes: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Throws where the text is not base64url. */
export function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** SHA-256 of a text in UTF-8, as base64url. */
export async function sha256(subtle: SubtleCrypto, text: string): Promise<string> {
  return toBase64Url(await subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
