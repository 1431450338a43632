import { BODY_CHUNK_BYTES, EMPTY_CHUNK_BYTES, EMPTY_CHUNKS_MAX } from "../limits.ts";

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
  const reader = largeChunksOf(response.body, firstBufferBytes(response));
  // Not awaited: a hostile stream may never settle its cancellation.
  const cancel = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", cancel, { once: true });
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return text + decoder.decode();
    // An empty chunk counts too: an endless row of them would never let a timer run.
    bytes += value.byteLength || EMPTY_CHUNK_BYTES;
    if (bytes > limitBytes) {
      cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

interface ChunkReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** Size of the first buffer: no body that is as long as its response says fills it. A compressed one is longer. */
function firstBufferBytes({ headers }: Response): number {
  const bytes = headers.has("Content-Encoding") ? 0 : Number(headers.get("Content-Length"));
  return bytes > 0 ? Math.min(bytes + 1, BODY_CHUNK_BYTES) : BODY_CHUNK_BYTES;
}

/**
 * Reads a byte stream in chunks that are as large as what has arrived, up to a limit. A Worker's default reader gives
 * 4 kB at a time, and costs as much for a megabyte as its parsing does. One buffer serves all reads until one fills it:
 * clearing a large one costs more than reading a small body.
 */
function largeChunksOf(body: ReadableStream<Uint8Array>, bufferBytes: number): ChunkReader {
  try {
    const reader = body.getReader({ mode: "byob" });
    let buffer = new ArrayBuffer(bufferBytes);
    return {
      read: async () => {
        const { done, value } = await reader.read(new Uint8Array(buffer));
        if (value === undefined) return { done };
        const isFull = value.byteLength === value.buffer.byteLength;
        buffer = isFull ? new ArrayBuffer(BODY_CHUNK_BYTES) : value.buffer;
        return { done, value };
      },
      cancel: () => reader.cancel(),
    };
  } catch {
    // Not a byte stream.
    return body.getReader();
  }
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
