import { EMPTY_CHUNKS_MAX } from "../limits.ts";

export interface IdleLimit {
  /** The longest wait for the next byte. */
  idleMs: number;
  /** The caller's. */
  signal: AbortSignal;
  /** Ends the connection. */
  abort: () => void;
}

/**
 * A body that fails where no byte comes for a time, and holds back nothing: it is read only as far as it
 * is asked for, and a reader that pauses does not count as idle. What a runtime says of a broken
 * connection may name hosts, so its failure has a message of its own and no cause.
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
