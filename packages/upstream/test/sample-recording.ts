import { createUltravox } from "../src/ultravox/index.ts";
import { API_KEY, BASE_URL } from "./sample.ts";
import { scriptedFetch } from "./scripted-fetch.ts";

/** Where the sample upstream redirects to. */
export const STORAGE_URL = "https://storage.example/r/1.wav?signature=SIGNED";

/** Bytes that are recognised by their place. */
export const AUDIO = Uint8Array.from({ length: 1_000 }, (_, index) => index % 251);

/** A whole recording, as the upstream or a storage host answers it. */
export function audio(headers: Record<string, string> = {}, status = 200): Response {
  return new Response(AUDIO, {
    status,
    headers: { "Content-Type": "audio/wav", "Content-Length": String(AUDIO.length), ...headers },
  });
}

/** A part of it. */
export function audioPart(first: number, last: number, headers: Record<string, string> = {}): Response {
  return new Response(AUDIO.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": "audio/wav",
      "Content-Length": String(last + 1 - first),
      "Content-Range": `bytes ${first}-${last}/${AUDIO.length}`,
      ...headers,
    },
  });
}

export function redirect(location: string, status = 302): Response {
  return new Response("<html>UPSTREAM-TEXT</html>", {
    status,
    headers: { Location: location, "Content-Type": "text/html", "Set-Cookie": "a=b" },
  });
}

/** A client of a scripted upstream that does not wait between attempts, and the requests that it sent. */
export function recordingClient(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, requests } = scriptedFetch(...steps);
  const sleep = async () => {};
  return { client: createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch, sleep }), requests };
}

export async function bytesOf(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body).arrayBuffer());
}
