import { ID_MAX_CHARACTERS } from "../limits.ts";

// Slashes and control characters; a lone surrogate has no UTF-8 and `encodeURIComponent` throws on it.
const NEVER_IN_AN_ID = /[/\\\p{Cc}\p{Surrogate}]/u;

/** An id encoded for one segment of a path, or null where it could name another path or no id at all. */
export function pathSegment(id: string): string | null {
  if (id === "" || id === "." || id === "..") return null;
  if (id.length > ID_MAX_CHARACTERS || NEVER_IN_AN_ID.test(id)) return null;
  return encodeURIComponent(id);
}
