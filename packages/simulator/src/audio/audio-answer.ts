import { Readable } from "node:stream";
import type { Answer } from "../http/answer.ts";
import { etagOf, type RecordingFile, readBytes, sizeBytes } from "./recording-file.ts";

/** Request headers that a stored recording honours. */
export interface Conditions {
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly ifNoneMatch: string | null;
}

/** The whole recording as the API itself answers it: no ranges, no validators. */
export function wholeAnswer(file: RecordingFile, count: (bytes: number) => void = () => {}): Answer {
  return audio(200, file, 0, sizeBytes(file) - 1, {}, count);
}

/** The recording as a storage host answers it (RFC 9110 sections 13 and 14). */
export function storedAnswer(
  file: RecordingFile,
  conditions: Conditions,
  count: (bytes: number) => void,
): Answer {
  const size = sizeBytes(file);
  const etag = etagOf(file);
  const lastModified = new Date(Math.floor(file.endedMicros / 1000)).toUTCString();
  const headers = {
    ETag: etag,
    "Last-Modified": lastModified,
    ...(file.form.ranges ? { "Accept-Ranges": "bytes" } : {}),
  };
  const { range: asked, ifRange, ifNoneMatch } = conditions;
  if (ifNoneMatch === etag) return { status: 304, headers, body: "" };
  const isSame = ifRange === null || ifRange === etag || ifRange === lastModified;
  const range = file.form.ranges && isSame ? rangeOf(asked, size) : null;
  if (range === "unsatisfiable") {
    return { status: 416, headers: { ...headers, "Content-Range": `bytes */${size}` }, body: "" };
  }
  if (range === null) return audio(200, file, 0, size - 1, headers, count);
  const { first, last } = range;
  const partHeaders = { ...headers, "Content-Range": `bytes ${first}-${last}/${size}` };
  return audio(206, file, first, last, partHeaders, count);
}

function audio(
  status: number,
  file: RecordingFile,
  first: number,
  last: number,
  headers: Readonly<Record<string, string>>,
  count: (bytes: number) => void,
): Answer {
  return {
    status,
    headers: { "Content-Type": "audio/wav", "Content-Length": String(last - first + 1), ...headers },
    body: Readable.from(counted(readBytes(file, first, last), count), { objectMode: false }),
  };
}

function* counted(pieces: Iterable<Uint8Array>, count: (bytes: number) => void): Generator<Uint8Array> {
  for (const piece of pieces) {
    count(piece.byteLength);
    yield piece;
  }
}

/** A part of a file. Both ends are inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The range that a `Range` header selects (RFC 9110 section 14.1.2). Null if the header is to be ignored: it is
 * absent, malformed, of another unit or of several parts.
 */
function rangeOf(header: string | null, sizeBytes: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header ?? "");
  if (match === null) return null;
  const [, from, to = "", suffix] = match;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), sizeBytes);
    return length === 0 ? "unsatisfiable" : { first: sizeBytes - length, last: sizeBytes - 1 };
  }
  const first = Number(from);
  if (to !== "" && Number(to) < first) return null;
  if (first >= sizeBytes) return "unsatisfiable";
  return { first, last: to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
}
