import type { RequestOptions } from "../request/retry.ts";
import type { ServedRange } from "./byte-range.ts";

export interface RecordingRequest {
  /** `HEAD` gives everything but the body. */
  method: "GET" | "HEAD";
  /** One range of bytes, as of RFC 9110 section 14.1.2. */
  range?: string | undefined;
  /** Sent with a range only. */
  ifRange?: string | undefined;
}

export interface RecordingOptions extends RequestOptions {
  /**
   * Decides whether a redirect's target may be fetched. The request carries no key, but the caller must
   * refuse what it must not reach, such as private addresses.
   */
  isAllowedStorage: (url: URL) => boolean;
}

/** A recording. Its texts are checked and written anew; no other header is kept. */
export interface Recording {
  status: 200 | 206 | 304;
  /** `audio/…` without parameters; `audio/wav`, as the vendor documents, when the storage host is vague. */
  contentType: string;
  /** Size of the body in bytes, for `HEAD` too; null when the upstream does not tell. */
  contentLength: number | null;
  /** The part that the body of a 206 is: it fits the requested range. Null when the body is the whole. */
  range: ServedRange | null;
  /** The upstream announces support for ranges. */
  acceptRanges: boolean;
  etag: string | null;
  /** HTTP-date. */
  lastModified: string | null;
  /** Null for `HEAD` and 304. It has no size limit and fails after 30 s without a byte. Read or cancel it. */
  body: ReadableStream<Uint8Array> | null;
}
