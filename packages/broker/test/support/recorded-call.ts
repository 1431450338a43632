import { brokerGranting, type MemberSetting } from "./enter-as.ts";
import { FakeUpstream } from "./fake-upstream.ts";
import { type RawCall, rawCall } from "./raw-call.ts";
import { signAssertion } from "./sign-jwt.ts";
import { TestPage } from "./test-page.ts";

const STORAGE = "https://storage.example/recordings/1.wav?signature=SIGNED";
export const SIZE = 1000;
export const ETAG = '"recording-1"';

/** The bytes of the recording; each tells its position. */
export const BYTES: Uint8Array = Uint8Array.from({ length: SIZE }, (_, index) => index % 251);

/** How the upstream hands a recording out. */
export type Manner = "redirects, with ranges" | "redirects, without ranges" | "answers itself";
export const MANNERS: Manner[] = ["redirects, with ranges", "redirects, without ranges", "answers itself"];

export interface RecordedCallOptions {
  manner?: Manner;
  call?: RawCall;
  /** Answers the recording's address instead. */
  recording?: () => Response;
  /** Answers the storage's address instead. */
  storage?: (request: Request) => Response;
  setting?: MemberSetting;
  /** Whether upstream and storage never answer. */
  isSilent?: () => boolean;
}

/** A broker over one recorded call, a member who may hear it, and the requests that the broker sent. */
export async function openRecordedCall(options: RecordedCallOptions = {}) {
  const { manner = "redirects, with ranges", call = rawCall() } = options;
  const upstream = new FakeUpstream([call], {
    instead: (url) => (url.pathname.endsWith("/recording") ? (options.recording ?? answer)() : undefined),
  });
  const answer = () => (manner === "answers itself" ? audio(null) : redirect(STORAGE));
  const asked: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push(request);
    if (options.isSilent?.()) return new Promise(() => {});
    if (new URL(request.url).hostname !== "storage.example") return upstream.fetch(input, init);
    if (options.storage !== undefined) return options.storage(request);
    return audio(manner === "redirects, with ranges" ? request.headers.get("Range") : null);
  };
  const broker = brokerGranting(fetch, { scopes: ["calls:read", "recordings:read"], ...options.setting });
  const page = await TestPage.enter(broker, await signAssertion());
  return {
    broker,
    page,
    call,
    asked,
    fetch,
    askForTicket: () => page.get(`/v1/calls/${call.callId}/recording`, { method: "POST" }),
    /** Path of a ticket for the recording. */
    async ticket(): Promise<string> {
      const response = await page.get(`/v1/calls/${call.callId}/recording`, { method: "POST" });
      const { url } = await response.json<{ url: string }>();
      return url;
    },
    hear: (url: string, headers: Record<string, string> = {}, method = "GET") =>
      broker.request(url, { method, headers }),
  };
}

export function redirect(to: string): Response {
  return new Response("Found.", { status: 302, headers: { Location: to } });
}

/** The recording, or the range of it. */
export function audio(range: string | null): Response {
  const headers = { "Content-Type": "audio/wav", ETag: ETAG };
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (match === null) {
    return new Response(BYTES.slice(), { headers: { ...headers, "Content-Length": String(SIZE) } });
  }
  const [, from = "", to = ""] = match;
  const first = from === "" ? Math.max(0, SIZE - Number(to)) : Number(from);
  const last = from === "" || to === "" ? SIZE - 1 : Math.min(Number(to), SIZE - 1);
  if (first >= SIZE)
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${SIZE}` } });
  return new Response(BYTES.slice(first, last + 1), {
    status: 206,
    headers: {
      ...headers,
      "Content-Range": `bytes ${first}-${last}/${SIZE}`,
      "Content-Length": String(last - first + 1),
    },
  });
}
