import * as v from "valibot";
import { type CursorChain, extendChain } from "../cursors/cursor-chain.ts";
import type { ListName } from "../cursors/sealed-cursor.ts";
import type { CallsFilter } from "./calls-query.ts";

/** A place in a list of calls. */
export interface ListPosition {
  /** The upstream's cursor; null for its first page. */
  upstreamCursor: string | null;
  /**
   * The last row that was given out, where its upstream page was not given out whole, and how many
   * rows that page was asked for: asked for fewer, the upstream might not come as far as the row.
   */
  after: { id: string; created: string; pageSize: number } | null;
  /** True where a row was cut on the way here: the upstream's total would tell. */
  isCut: boolean;
  chain: CursorChain;
}

export const LIST_START: ListPosition = { upstreamCursor: null, after: null, isCut: false, chain: [] };

export const listPositionSchema = v.object({
  upstreamCursor: v.nullable(v.string()),
  after: v.nullable(v.object({ id: v.string(), created: v.string(), pageSize: v.number() })),
  isCut: v.boolean(),
  chain: v.array(v.string()),
});

/** A list of calls by its filters, in an order of their own. */
export function listName(filter: CallsFilter): ListName {
  const { fromMs, toMs, agent, minDurationMs, maxDurationMs, text, status } = filter;
  return ["calls", fromMs, toMs, agent, minDurationMs, maxDurationMs, text, status];
}

/** Moves on to the upstream's next page, behind `after`; null where the list ends or goes in circles. */
export async function nextPosition(
  position: ListPosition,
  cursor: string | null,
  after: ListPosition["after"],
): Promise<ListPosition | null> {
  if (cursor === null) return null;
  const chain = await extendChain(position.chain, cursor);
  return chain === null ? null : { ...position, upstreamCursor: cursor, after, chain };
}
