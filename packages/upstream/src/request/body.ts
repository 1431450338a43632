import { BODY_BUFFER_BYTES, EMPTY_CHUNK_BYTES, EMPTY_CHUNKS_MAX } from "../limits.ts";

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
  if (isWorker() && endsWithin(response.headers, limitBytes)) return response.text();
  const { read, cancel } = bytesOf(response.body, limitBytes);
  // Not awaited: a hostile stream may never settle its cancellation.
  const giveUp = () => void cancel().catch(() => {});
  signal.addEventListener("abort", giveUp, { once: true });
  const bytes = await read();
  if (bytes === null) giveUp();
  // Decodes like `TextDecoder`, at a third of its cost in a Worker.
  return bytes === null ? null : new Response(bytes).text();
}

/**
 * Whether a body ends within a limit. One that says how long it is ends there (RFC 9112 section 6.3); a compressed one is
 * longer. A Worker reads it in one piece at half the cost of a buffer of our own, and the signal of its request ends the
 * reading.
 */
export function endsWithin(headers: Headers, limitBytes: number): boolean {
  const length = headers.get("Content-Length") ?? "";
  const isPlain = !headers.has("Transfer-Encoding") && !headers.has("Content-Encoding");
  return isPlain && /^\d{1,15}$/.test(length) && Number(length) <= limitBytes;
}

function isWorker(): boolean {
  const { navigator } = globalThis as { navigator?: { userAgent?: string } };
  return navigator?.userAgent === "Cloudflare-Workers";
}

/** Reads a body to its end; null where it is larger than the limit. */
interface BodyBytes {
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
  cancel(): Promise<void>;
}

function bytesOf(body: ReadableStream<Uint8Array>, limitBytes: number): BodyBytes {
  // Node's reader loses a body that ends while it is read into a buffer.
  if (!isWorker()) return chunksOf(body, limitBytes);
  try {
    const reader = body.getReader({ mode: "byob" });
    return {
      read: () => fillBuffer(reader as PatientReader, limitBytes),
      cancel: () => reader.cancel(),
    };
  } catch {
    // Not a byte stream.
    return chunksOf(body, limitBytes);
  }
}

function chunksOf(body: ReadableStream<Uint8Array>, limitBytes: number): BodyBytes {
  const reader = body.getReader();
  return { read: () => collectChunks(reader, limitBytes), cancel: () => reader.cancel() };
}

/** A BYOB reader, of which not all types know the option. */
interface PatientReader {
  read(
    view: Uint8Array<ArrayBuffer>,
    options: { min: number },
  ): Promise<{ done: boolean; value?: Uint8Array<ArrayBuffer> | undefined }>;
}

/**
 * Fills one buffer, which grows if it must. Where the runtime knows `min` (Streams section 4.5.3), each read waits until
 * the buffer is full or the body ends: a Worker's reads cost as much as the parsing of what they bring.
 */
async function fillBuffer(
  reader: PatientReader,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  let buffer = new Uint8Array(BODY_BUFFER_BYTES);
  let filled = 0;
  for (;;) {
    const min = buffer.byteLength - filled;
    const { done, value } = await reader.read(new Uint8Array(buffer.buffer, filled), { min });
    // Cancelled.
    if (value === undefined) return new Uint8Array();
    buffer = new Uint8Array(value.buffer);
    filled += value.byteLength;
    if (done) return buffer.subarray(0, filled);
    if (filled > limitBytes) return null;
    if (filled < buffer.byteLength) continue;
    const larger = new Uint8Array(Math.min(2 * filled, limitBytes + 1));
    larger.set(buffer);
    buffer = larger;
  }
}

async function collectChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let filled = 0;
  let counted = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    filled += value.byteLength;
    // An empty chunk counts too: an endless row of them would never let a timer run.
    counted += value.byteLength || EMPTY_CHUNK_BYTES;
    if (counted > limitBytes) return null;
  }
  const bytes = new Uint8Array(filled);
  let start = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, start);
    start += chunk.byteLength;
  }
  return bytes;
}

/** Cancels a body that nobody will read. */
export function discardBody(response: Response): void {
  void response.body?.cancel().catch(() => {});
}

export interface IdleLimit {
  /** The longest wait for the next byte. */
  idleMs: number;
  /** The caller's. */
  signal: AbortSignal;
  /** Ends the connection. */
  abort: () => void;
}

/**
 * A body that fails where a byte is waited for and none comes in time. It is read only as fast as its
 * reader asks, and a reader that pauses does not count as idle. A runtime's error about a broken
 * connection may name hosts, so this body fails with a message of its own and no cause.
 */
export function idleLimitedBody(
  body: ReadableStream<Uint8Array>,
  { idleMs, signal, abort }: IdleLimit,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let onAbort = () => {};
  const letGo = () => {
    signal.removeEventListener("abort", onAbort);
    // Not awaited: a hostile stream may never settle its cancellation.
    void reader.cancel().catch(() => {});
    abort();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        onAbort = () => {
          letGo();
          controller.error(new Error("The body was given up."));
        };
        signal.addEventListener("abort", onAbort, { once: true });
      },
      async pull(controller) {
        const next = await nextChunk(reader, idleMs);
        if (signal.aborted) return;
        if (next === null) {
          letGo();
          controller.error(new Error("The body broke off."));
        } else if (next.done) {
          signal.removeEventListener("abort", onAbort);
          controller.close();
        } else {
          controller.enqueue(next.value);
        }
      },
      cancel: letGo,
    },
    { highWaterMark: 0 },
  );
}

type Chunk = { done: false; value: Uint8Array } | { done: true };

/** The next chunk with bytes in it; null where it does not come in time or the connection broke. */
async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  idleMs: number,
): Promise<Chunk | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const idle = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), idleMs);
  });
  try {
    // An endless row of empty chunks would never let the timer run.
    for (let count = 0; count < EMPTY_CHUNKS_MAX; count += 1) {
      const next = await Promise.race([reader.read(), idle]);
      if (next === null) return null;
      if (next.done) return { done: true };
      if (next.value.byteLength > 0) return { done: false, value: next.value };
    }
    return null;
  } catch {
    return null;
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
