import { Agent, request as openRequest } from "node:http";

/** A request that is ready to be sent. */
export interface Prepared {
  method: "GET" | "POST";
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** The status that it must get. */
  expects: number;
}

/** How a batch is sent. */
export interface Load {
  /** Requests that wait for their answers at a time. */
  atOnce: number;
  /** Requests that start in a second, at most. */
  perSecond: number;
}

/** What came of a batch. */
export interface Sent {
  latenciesMs: number[];
  seconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends a batch and reads all answers. Fails on the first that has another status than expected. */
export async function sendAll(batch: readonly Prepared[], { atOnce, perSecond }: Load): Promise<Sent> {
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const queue = batch.entries();
  const work = async () => {
    for (const [index, prepared] of queue) {
      const waitMs = startedMs + (index / perSecond) * 1000 - performance.now();
      if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const sentMs = performance.now();
      await send(prepared);
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { latenciesMs, seconds: (performance.now() - startedMs) / 1000 };
}

/** The answer's body and entity tag. `fetch` would cost this process more than the Worker that is measured. */
export function send({
  method,
  url,
  headers,
  body,
  expects,
}: Prepared): Promise<{ text: string; tag: string }> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const request = openRequest(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === expects) resolve({ text, tag: answer.headers.etag ?? "" });
        else reject(new Error(`${method} ${url}: ${answer.statusCode} ${text.slice(0, 500)}`));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
