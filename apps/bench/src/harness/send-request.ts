import { Agent, request as openRequest } from "node:http";

export interface Outgoing {
  method: "GET" | "POST";
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/** An answer, or what was wrong with the connection. */
export type Incoming =
  | { status: number; headers: Readonly<Record<string, string | undefined>>; body: Buffer; tookMs: number }
  | { fault: string; tookMs: number };

/** The broker answers within 15 s. */
const ANSWER_MS = 20_000;
/** workerd closes a connection after 5 s without a request; a request that meets the end would be reset. */
const IDLE_MS = 3_000;

const agent = new Agent({ keepAlive: true, maxSockets: 512, timeout: IDLE_MS });

/** Sends a request and reads its answer. Never rejects. `fetch` would cost more than the Worker that is loaded. */
export function sendRequest({ method, url, headers, body }: Outgoing): Promise<Incoming> {
  const sentMs = performance.now();
  const tookMs = () => performance.now() - sentMs;
  return new Promise((resolve) => {
    const fail = (error: Error & { code?: string }) =>
      resolve({ fault: error.code ?? error.message, tookMs: tookMs() });
    const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const request = openRequest(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", fail);
      answer.on("end", () => {
        clearTimeout(late);
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string | undefined>,
          body: Buffer.concat(chunks),
          tookMs: tookMs(),
        });
      });
    });
    const late = setTimeout(() => request.destroy(new Error("no answer within 20 s")), ANSWER_MS);
    request.on("error", fail);
    request.on("close", () => clearTimeout(late));
    request.end(body);
  });
}
