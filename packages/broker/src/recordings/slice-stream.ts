/** The bytes from `first` to `last`, inclusive, of a stream that begins at 0; what follows is not read. */
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
