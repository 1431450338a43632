import { type Outgoing, sendRequest } from "../harness/send-request.ts";

/** A request that is ready to be sent. */
export interface Prepared extends Outgoing {
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

/** The answer's body and entity tag. */
export async function send({ expects, ...outgoing }: Prepared): Promise<{ text: string; tag: string }> {
  const incoming = await sendRequest(outgoing);
  const asked = `${outgoing.method} ${outgoing.url}`;
  if ("fault" in incoming) throw new Error(`${asked}: ${incoming.fault}`);
  const text = incoming.body.toString();
  if (incoming.status !== expects) throw new Error(`${asked}: ${incoming.status} ${text.slice(0, 500)}`);
  return { text, tag: incoming.headers.etag ?? "" };
}
