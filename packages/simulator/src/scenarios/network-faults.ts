import { Readable } from "node:stream";
import type { Answer } from "../http/answer.ts";

/** Faults of what is between a client and the vendor: connections, proxies and bodies. */

const CHUNK_BYTES = 64 * 1024;
const HUGE_BYTES = 100 * 1024 * 1024;
/** A body that drips takes minutes, and a client has to give up by itself. */
const DRIP_MS = 500;

/** Announces the full length, sends half of the body and closes the connection. */
export function cutInHalf(answer: Answer): Answer {
  const { body, headers } = answer;
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : Number(headers["Content-Length"]);
  const stream = typeof body === "string" ? Readable.from([Buffer.from(body)]) : body;
  return {
    ...answer,
    headers: { ...headers, "Content-Length": String(bytes), Connection: "close" },
    body: Readable.from(beginning(stream, Math.floor(bytes / 2)), { objectMode: false }),
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

/** Sends the right body a byte at a time. */
export function drip(answer: Answer): Answer {
  const { body } = answer;
  if (typeof body !== "string") return answer;
  return { ...answer, body: Readable.from(dripping(Buffer.from(body)), { objectMode: false }) };
}

async function* dripping(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 1) {
    yield bytes.subarray(at, at + 1);
    await new Promise((resolve) => setTimeout(resolve, DRIP_MS));
  }
}

/** 200 with a body of 100 MB, which begins as JSON does. */
export function huge(): Answer {
  const body = Readable.from(spaces(), { objectMode: false });
  return { status: 200, headers: { "Content-Type": "application/json" }, body };
}

function* spaces(): Generator<Uint8Array> {
  const chunk = Buffer.alloc(CHUNK_BYTES, " ");
  for (let bytes = 0; bytes < HUGE_BYTES; bytes += CHUNK_BYTES) yield chunk;
}

/** 200 with the page of a proxy that wants somebody to sign in. */
export function signInPage(): Answer {
  return {
    status: 200,
    headers: { "Content-Type": "text/html; charset=utf-8" },
    body: "<!doctype html><title>Sign in</title><script>document.title='owned'</script>",
  };
}
