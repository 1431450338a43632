import {
  RECORDING_IDLE_MS,
  RECORDING_REDIRECTS_MAX,
  RECORDING_URL_MAX_CHARACTERS,
  VALIDATOR_MAX_CHARACTERS,
} from "../limits.ts";
import { discardBody, idleLimitedBody } from "../request/body.ts";
import type { Transport } from "../request/client.ts";
import { isRedirect, statusError } from "../request/response.ts";
import { fail, type Result, succeed, type UpstreamError } from "../request/result.ts";
import { parseRetryAfter, repeat } from "../request/retry.ts";
import { type Outcome, outcome, withinTime } from "../request/time.ts";
import { parseRange, parseUnsatisfiedRange } from "./byte-range.ts";
import { readHeaders } from "./read-headers.ts";
import type { Recording, RecordingOptions, RecordingRequest } from "./recording.ts";

/** Where a recording is. */
export interface RecordingAddress {
  url: URL;
  /** The upstream's own address, which gets the key; a storage host gets none. */
  isUpstream: boolean;
}

/**
 * Opens a recording as a stream. An upstream answers audio, or redirects to a signed URL on a storage
 * host, which is followed by hand and without the key.
 *
 * The trade-off: `HEAD` is sent as a `GET` whose body is cancelled, since the vendor documents no `HEAD`
 * and a URL that is signed for `GET` refuses any other method.
 */
export async function openRecording(
  transport: Transport,
  { url, isUpstream }: RecordingAddress,
  request: RecordingRequest,
  options: Partial<RecordingOptions> = {},
): Promise<Result<Recording>> {
  const headers = rangeHeaders(request);
  const isAllowedStorage = options.isAllowedStorage ?? (() => false);
  if (!isUpstream && !(isFetched(url, new URL(transport.baseUrl)) && isAllowedStorage(new URL(url))))
    return fail({ kind: "invalid", reason: "redirect" });
  const callerSignal = options.signal ?? new AbortController().signal;
  return repeat(transport, options, (timeMs, signal) =>
    withinTime(timeMs, signal, (controller) =>
      exchange({ transport, url, isUpstream, request, headers, isAllowedStorage, callerSignal, controller }),
    ),
  );
}

interface Exchange {
  transport: Transport;
  url: URL;
  isUpstream: boolean;
  request: RecordingRequest;
  /** `Range` and `If-Range`, all that a storage host gets. */
  headers: Record<string, string>;
  isAllowedStorage: (url: URL) => boolean;
  callerSignal: AbortSignal;
  controller: AbortController;
}

async function exchange(options: Exchange): Promise<Outcome<Recording>> {
  const { transport, headers, isAllowedStorage, controller } = options;
  const { signal } = controller;
  const { fetch } = transport;
  let { url } = options;
  for (let redirects = 0; ; redirects += 1) {
    const isUpstream = options.isUpstream && redirects === 0;
    const response = await fetch(url.href, {
      method: "GET",
      headers: isUpstream ? { ...headers, ...transport.keyHeaders } : headers,
      // A followed redirect would carry the key to another host (fetch drops only Authorization).
      redirect: "manual",
      // Without it, a Worker's fetch may keep an answer in a cache that others share.
      cache: "no-store",
      signal,
    });
    if (signal.aborted || response.type === "error") {
      discardBody(response);
      return outcome(fail({ kind: "unavailable", reason: "network" }));
    }
    if (!isRedirect(response) || response.status === 304) return settle(response, isUpstream, options);
    discardBody(response);
    const target = redirectTarget(response, url, new URL(transport.baseUrl));
    if (target === null || redirects === RECORDING_REDIRECTS_MAX || !isAllowedStorage(new URL(target))) {
      return outcome(fail({ kind: "invalid", reason: "redirect" }));
    }
    url = target;
  }
}

const FOLLOWED_STATUSES = [301, 302, 303, 307, 308];

/**
 * The target of a redirect; null when it must not be followed: it has no target, another scheme than
 * https (or http when the base URL itself is http, on loopback), a user name or a password. A relative
 * target is resolved (RFC 9110 section 10.2.2).
 */
function redirectTarget(response: Response, from: URL, upstream: URL): URL | null {
  // A fetch that followed a redirect has sent the key along; browsers hide the target.
  if (response.redirected || !FOLLOWED_STATUSES.includes(response.status)) return null;
  const location = response.headers.get("Location");
  if (location === null || location === "" || location.length > RECORDING_URL_MAX_CHARACTERS) return null;
  const url = URL.parse(location, from.href);
  if (url === null || !isFetched(url, upstream)) return null;
  url.hash = "";
  return url;
}

function isFetched({ username, password, protocol }: URL, upstream: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && upstream.protocol === "http:");
}

/** The end of the chain: audio, or why there is none. */
function settle(response: Response, isUpstream: boolean, options: Exchange): Outcome<Recording> {
  const { transport, request, headers, callerSignal, controller } = options;
  if (!response.ok && response.status !== 304) {
    discardBody(response);
    const retryAfterMs = parseRetryAfter(response.headers.get("Retry-After"), transport.now());
    return outcome(fail(recordingError(response, isUpstream, retryAfterMs)), retryAfterMs);
  }
  const read = readHeaders(response.status, response.headers, headers.Range ?? null);
  if (!read.ok) {
    discardBody(response);
    return outcome(read);
  }
  if (request.method === "HEAD" || response.body === null || response.status === 304) {
    discardBody(response);
    if (request.method === "HEAD") controller.abort();
    return outcome(succeed({ ...read.value, body: null }));
  }
  const abort = () => controller.abort();
  const limit = { idleMs: RECORDING_IDLE_MS, signal: callerSignal, abort };
  return outcome(succeed({ ...read.value, body: idleLimitedBody(response.body, limit) }));
}

/** A storage host that refuses a freshly signed URL is at fault, not the call or the key. */
function recordingError(response: Response, isUpstream: boolean, retryAfterMs: number | null): UpstreamError {
  const { status } = response;
  if (status === 416) {
    const size = parseUnsatisfiedRange(response.headers.get("Content-Range"));
    return { kind: "range_not_satisfiable", size };
  }
  if (!isUpstream) return { kind: "unavailable", reason: "status", status };
  if (status === 425) return { kind: "not_ready" };
  return statusError(status, retryAfterMs, "single");
}

/** The headers of a range request. Throws a TypeError for a value that cannot be sent as it is. */
function rangeHeaders({ method, range, ifRange }: RecordingRequest): Record<string, string> {
  if (method !== "GET" && method !== "HEAD") throw new TypeError("`method` must be GET or HEAD.");
  if (range === undefined) return {};
  if (parseRange(range) === null) throw new TypeError("`range` must be one range of bytes.");
  if (ifRange === undefined) return { Range: range };
  if (!/^[\x20-\x7e]+$/.test(ifRange) || ifRange.length > VALIDATOR_MAX_CHARACTERS) {
    throw new TypeError(`\`ifRange\` must be ASCII of at most ${VALIDATOR_MAX_CHARACTERS} characters.`);
  }
  return { Range: range, "If-Range": ifRange };
}
