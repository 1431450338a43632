/** What a `Range` header asks of a body of a known size (RFC 9110 section 14). */
export type ByteRange =
  | { kind: "whole" }
  | { kind: "part"; first: number; last: number }
  | { kind: "unsatisfiable" };

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/** True for the one form that is served: a single range of bytes. Any other is ignored, as the RFC allows. */
export function isSingleRange(header: string | undefined): header is string {
  const match = RANGE.exec(header ?? "");
  if (match === null || header === "bytes=-") return false;
  const [, from = "", to = ""] = match;
  // A range that ends before it begins is not one.
  return from === "" || to === "" || Number(from) <= Number(to);
}

export function resolveRange(header: string | undefined, size: number): ByteRange {
  if (!isSingleRange(header)) return { kind: "whole" };
  const [, from = "", to = ""] = RANGE.exec(header) ?? [];
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? { kind: "unsatisfiable" } : { kind: "part", first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first >= size ? { kind: "unsatisfiable" } : { kind: "part", first, last };
}
