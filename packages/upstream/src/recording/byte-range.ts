/** One range of bytes, first and last included (RFC 9110 section 14.1.2). */
const RANGE = /^bytes=(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))$/;
const CONTENT_RANGE = /^bytes (\d{1,15})-(\d{1,15})\/(?:(\d{1,15})|\*)$/;

/** A `Range` header with one range. */
export type AskedRange = { first: number; last: number | null } | { suffixBytes: number };

/** A `Content-Range` header of a part. */
export interface ServedRange {
  first: number;
  last: number;
  /** Size of the whole; null when the upstream does not tell. */
  sizeBytes: number | null;
}

/** Null when the header is anything but one range of bytes. */
export function parseRange(header: string): AskedRange | null {
  const match = RANGE.exec(header);
  if (match === null) return null;
  const [, first, last, suffix] = match;
  if (suffix !== undefined) return { suffixBytes: Number(suffix) };
  return { first: Number(first), last: last === undefined ? null : Number(last) };
}

/** Null when the header has another form or contradicts itself. */
export function parseContentRange(header: string | null): ServedRange | null {
  const match = CONTENT_RANGE.exec(header ?? "");
  if (match === null) return null;
  const [, first, last, size] = match;
  const range = {
    first: Number(first),
    last: Number(last),
    sizeBytes: size === undefined ? null : Number(size),
  };
  const isRange = range.first <= range.last && (range.sizeBytes === null || range.last < range.sizeBytes);
  return isRange ? range : null;
}

// RFC 9110 section 14.4: a 416 has `Content-Range: bytes */123`.
/** Size of the whole from a 416's header; null when it does not tell. */
export function parseUnsatisfiedRange(header: string | null): number | null {
  const [, size] = /^bytes \*\/(\d{1,15})$/.exec(header ?? "") ?? [];
  return size === undefined ? null : Number(size);
}

/** Whether a part begins where it was asked to and ends no later. It may end sooner. */
export function isAnswerTo(asked: AskedRange, served: ServedRange): boolean {
  if ("suffixBytes" in asked) {
    const length = served.last - served.first + 1;
    const endsAtEnd = served.sizeBytes === null || served.last === served.sizeBytes - 1;
    return endsAtEnd && length <= asked.suffixBytes;
  }
  return served.first === asked.first && (asked.last === null || served.last <= asked.last);
}
