import { VALIDATOR_MAX_CHARACTERS } from "../limits.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import { parseHttpDate } from "../request/time.ts";
import { isAnswerTo, parseContentRange, parseRange } from "./byte-range.ts";
import type { Recording } from "./recording.ts";

/** Types that storage hosts send for a file of unknown type. */
const VAGUE_TYPES = ["application/octet-stream", "binary/octet-stream"];
const DOCUMENTED_TYPE = "audio/wav";

// RFC 9110 section 8.8.3, without what is beyond ASCII.
const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;

/** A recording without its body. */
export type RecordingHeaders = Omit<Recording, "body">;

/** Reads a 200, 206 or 304. `sentRange` is the `Range` header of the request, or null. */
export function readHeaders(
  status: number,
  headers: Headers,
  sentRange: string | null,
): Result<RecordingHeaders> {
  if (status !== 200 && status !== 206 && status !== 304) return fail({ kind: "invalid", reason: "schema" });
  const contentType = status === 304 ? DOCUMENTED_TYPE : readContentType(headers.get("Content-Type"));
  if (contentType === null) return fail({ kind: "invalid", reason: "content_type" });
  // A decoded body is longer than the length that was sent, and is no part of the file.
  const isEncoded = !["", "identity"].includes(headers.get("Content-Encoding")?.toLowerCase() ?? "");
  const contentLength = isEncoded ? null : readLength(headers.get("Content-Length"));
  const common = {
    contentType,
    etag: readEtag(headers.get("ETag")),
    lastModified: readDate(headers.get("Last-Modified")),
  };
  if (status !== 206) {
    const acceptRanges = !isEncoded && headers.get("Accept-Ranges")?.toLowerCase() === "bytes";
    return succeed({
      ...common,
      status,
      contentLength: status === 304 ? null : contentLength,
      range: null,
      acceptRanges,
    });
  }
  const asked = sentRange === null ? null : parseRange(sentRange);
  const served = parseContentRange(headers.get("Content-Range"));
  if (asked === null || served === null || isEncoded || !isAnswerTo(asked, served)) {
    return fail({ kind: "invalid", reason: "schema" });
  }
  const length = served.last - served.first + 1;
  if (contentLength !== null && contentLength !== length) return fail({ kind: "invalid", reason: "schema" });
  return succeed({
    ...common,
    status,
    contentLength: length,
    range: served,
    acceptRanges: true,
  });
}

/**
 * Null when it is no audio, such as a host's error page. A type that ends in `+xml` is XML whatever comes
 * before (RFC 7303 section 4.2): a browser may render it, scripts included. No type of audio needs a suffix.
 */
function readContentType(header: string | null): string | null {
  const essence = (header ?? "").replace(/;.*$/s, "").trim().toLowerCase();
  if (essence === "" || VAGUE_TYPES.includes(essence)) return DOCUMENTED_TYPE;
  return /^audio\/[a-z0-9][a-z0-9.-]{0,63}$/.test(essence) ? essence : null;
}

function readLength(header: string | null): number | null {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function readEtag(header: string | null): string | null {
  return header !== null && header.length <= VALIDATOR_MAX_CHARACTERS && ETAG.test(header) ? header : null;
}

function readDate(header: string | null): string | null {
  return header !== null && parseHttpDate(header) !== null ? header : null;
}
