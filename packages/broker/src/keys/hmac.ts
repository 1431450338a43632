/** Keys that are bytes live as long as their secret, and are imported once. */
const imported = new WeakMap<Uint8Array, CryptoKey>();

/** HMAC-SHA256 (RFC 2104). A text stands for its bytes in UTF-8. */
export async function hmacSha256(
  key: string | Uint8Array<ArrayBuffer>,
  data: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const known = typeof key === "string" ? undefined : imported.get(key);
  const signing = known ?? (await importKey(key));
  if (typeof key !== "string") imported.set(key, signing);
  return new Uint8Array(await crypto.subtle.sign("HMAC", signing, bytesOf(data)));
}

function importKey(key: string | Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytesOf(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

function bytesOf(data: string | Uint8Array<ArrayBuffer>) {
  return typeof data === "string" ? new TextEncoder().encode(data) : data;
}

/** Bytes in lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
