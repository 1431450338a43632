import type { IncomingMessage } from "node:http";

const FORM_MAX_BYTES = 16_384;

/** Reads a form. An empty one, if it is larger than any of these servers takes. */
export async function readForm(message: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FORM_MAX_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** The value of a cookie; undefined without it. */
export function readCookie(message: IncomingMessage, name: string): string | undefined {
  const pairs = (message.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
