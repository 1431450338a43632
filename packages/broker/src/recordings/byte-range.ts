/** A `Range` header applied to a body of a known size (RFC 9110 section 14). */
export type ByteRange =
  | { kind: "whole" }
  | { kind: "part"; first: number; last: number }
  | { kind: "unsatisfiable" };

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/** True for a single range of bytes, the only form that is served. Others are ignored, as the RFC allows. */
export function isSingleRange(header: string | undefined): header is string {
  const match = RANGE.exec(header ?? "");
  if (match === null || header === "bytes=-") return false;
  const [, from = "", to = ""] = match;
  // A range that ends before it begins is invalid.
  return from === "" || to === "" || Number(from) <= Number(to);
}

export function resolveRange(header: string | undefined, size: number): ByteRange {
  if (!isSingleRange(header)) return { kind: "whole" };
  const [, from = "", to = ""] = RANGE.exec(header) ?? [];
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? { kind: "unsatisfiable" } : { kind: "part", first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first >= size ? { kind: "unsatisfiable" } : { kind: "part", first, last };
}

/** The bytes from `first` to `last`, inclusive, of a stream that begins at 0; the rest is not read. */
export function sliceStream(
  body: ReadableStream<Uint8Array>,
  first: number,
  last: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let position = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          controller.error(new Error("the recording ended before its size"));
          return;
        }
        const begin = position;
        position += value.byteLength;
        const part = value.subarray(Math.max(0, first - begin), Math.max(0, last + 1 - begin));
        if (part.byteLength > 0) controller.enqueue(part);
        if (position > last) {
          controller.close();
          await reader.cancel();
          return;
        }
        if (part.byteLength > 0) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
