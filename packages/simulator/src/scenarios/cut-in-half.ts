import { Readable } from "node:stream";
import type { Answer } from "../server/answer.ts";

/** Announces the whole length, sends half of it and closes the connection. Leaves texts as they are. */
export function cutInHalf(answer: Answer): Answer {
  const { body, headers } = answer;
  if (typeof body === "string") return answer;
  const halfBytes = Math.floor(Number(headers["Content-Length"]) / 2);
  return {
    ...answer,
    headers: { ...headers, Connection: "close" },
    body: Readable.from(beginning(body, halfBytes), { objectMode: false }),
  };
}

async function* beginning(body: Readable, bytes: number): AsyncGenerator<Uint8Array> {
  let rest = bytes;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    if (rest <= 0) return;
    yield chunk.subarray(0, rest);
    rest -= chunk.byteLength;
  }
}
