import * as v from "valibot";
import { pathSegment } from "../request/path-segment.ts";

/** An id that could be asked for again. The vendor's are UUIDs; the client does not depend on it. */
export const IdSchema = v.pipe(
  v.string(),
  v.check((id) => pathSegment(id) !== null),
);

/** Whether an answer is the one asked for. UUIDs are the same in either case (RFC 9562 section 4). */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
