import { EMPTY_CHUNK_BYTES } from "../limits.ts";

/**
 * The body as text, or null where it is larger than `limitBytes`; the rest is then cancelled, not read.
 * Rejects where the connection breaks. Decodes as `Response.json()` does: bytes that are not UTF-8
 * become U+FFFD. The signal is that of one attempt and ends with it.
 */
export async function readBody(
  response: Response,
  limitBytes: number,
  signal: AbortSignal,
): Promise<string | null> {
  if (Number(response.headers.get("Content-Length") ?? 0) > limitBytes) {
    discardBody(response);
    return null;
  }
  if (response.body === null) return "";
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  // Not awaited: a hostile stream may never settle its cancellation.
  const cancel = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", cancel, { once: true });
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    // An empty chunk counts too: an endless row of them would never let a timer run.
    bytes += value.byteLength || EMPTY_CHUNK_BYTES;
    if (bytes > limitBytes) {
      cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Lets go of a body that nobody will read. */
export function discardBody(response: Response): void {
  void response.body?.cancel().catch(() => {});
}
