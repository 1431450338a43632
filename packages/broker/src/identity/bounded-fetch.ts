import { PROVIDER_ANSWER_MAX_BYTES, PROVIDER_TIMEOUT_MS } from "../base/limits/assertions.ts";

/** Why an identity provider gives no answer: its message is for the owner's log. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
}

/** A request to a provider, as `oauth4webapi` makes it. */
export interface ProviderRequest {
  method: string;
  headers: Record<string, string>;
  /** A form, or nothing. */
  body?: unknown;
}

/** A fetch within time and size, which follows no redirect and keeps nothing. The answer is read to its end. */
export function boundFetch(fetch: typeof globalThis.fetch) {
  return async function fetchBounded(
    url: string,
    { method, headers, body }: ProviderRequest,
  ): Promise<Response> {
    const abort = new AbortController();
    const late = new ProviderError(`takes more than ${PROVIDER_TIMEOUT_MS} ms`);
    const timer = setTimeout(() => abort.abort(late), PROVIDER_TIMEOUT_MS);
    const aborted = new Promise<never>((_, reject) => {
      abort.signal.addEventListener("abort", () => reject(late));
    });
    async function read(): Promise<Response> {
      const answer = await fetch(url, {
        method,
        headers: { ...headers, "User-Agent": "keyhole" },
        body: body instanceof URLSearchParams ? body.toString() : null,
        redirect: "manual",
        cache: "no-store",
        signal: abort.signal,
      });
      const bytes = await readBytes(answer.body);
      const isBodiless = answer.status === 204 || answer.status === 304;
      return new Response(isBodiless ? null : bytes, { status: answer.status, headers: answer.headers });
    }
    try {
      return await Promise.race([read(), aborted]);
    } catch (error) {
      throw error instanceof ProviderError ? error : new ProviderError("cannot be reached");
    } finally {
      clearTimeout(timer);
    }
  };
}

async function readBytes(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  if (body !== null) {
    for await (const chunk of body as ReadableStream<Uint8Array<ArrayBuffer>>) {
      bytes += chunk.byteLength;
      if (bytes > PROVIDER_ANSWER_MAX_BYTES)
        throw new ProviderError(`has more than ${PROVIDER_ANSWER_MAX_BYTES} bytes`);
      chunks.push(chunk);
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
