import type { RequestOptions } from "../../request/retry.ts";

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
   * Whether a recording may be fetched from where the upstream redirects to. The request carries no key;
   * what it must not reach (private addresses, other schemes) is for the caller to say.
   */
  isAllowedStorage: (url: URL) => boolean;
}

/** An answer with audio. Its texts are checked and written anew; no other header is kept. */
export interface Recording {
  status: 200 | 206 | 304;
  /** `audio/…` without parameters; `audio/wav`, which the vendor documents, where the storage is vague. */
  contentType: string;
  /** Bytes of the body, or of what it would be for `HEAD`; null where the upstream does not tell. */
  contentLength: number | null;
  /** `bytes first-last/size` of a 206; size may be `*`. */
  contentRange: string | null;
  /** Whether the upstream says that it takes ranges. */
  acceptRanges: boolean;
  etag: string | null;
  /** HTTP-date. */
  lastModified: string | null;
  /**
   * Null for `HEAD` and 304. It has no size limit, fails after 30 s without a byte, and is to be read or
   * cancelled.
   */
  body: ReadableStream<Uint8Array> | null;
  /** A range was asked for and the body is that part; false where it is the whole. */
  isUpstreamRange: boolean;
}
