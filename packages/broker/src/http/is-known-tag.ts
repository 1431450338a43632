/**
 * Whether an `If-None-Match` names a tag (RFC 9110 section 13.1.2: `*` or a list, compared weakly).
 * `opaque` is the tag in its quotes, without `W/`. It holds no comma, so that a list may be split at
 * each: a quoted comma of another tag cuts off no piece that equals it.
 */
export function isKnownTag(ifNoneMatch: string | undefined, opaque: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === opaque);
}
