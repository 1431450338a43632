import type { Result, UpstreamPage } from "@keyhole/upstream/ultravox";
import * as v from "valibot";
import { refuseUpstream } from "../http/refusals.ts";
import { extendChain } from "./cursor-chain.ts";

/** A place in a list that belongs to one call: such a list only ever grows at its end. */
export interface PartPosition {
  upstreamCursor: string | null;
  /** Rows of that upstream page that were given out before. */
  skip: number;
  chain: string[];
}

export const PART_START: PartPosition = { upstreamCursor: null, skip: 0, chain: [] };

export const partPositionEntries = {
  upstreamCursor: v.nullable(v.string()),
  skip: v.number(),
  chain: v.array(v.string()),
};

/** Reads one page of at most `limit` rows; an upstream that answers more loses none. */
export async function readPart<Row>(
  position: PartPosition,
  limit: number,
  ask: (cursor: { cursor?: string }) => Promise<Result<UpstreamPage<Row>>>,
): Promise<{ rows: Row[]; next: PartPosition | null }> {
  const { upstreamCursor, skip, chain } = position;
  const answer = await ask(upstreamCursor === null ? {} : { cursor: upstreamCursor });
  if (!answer.ok) throw refuseUpstream(answer.error);
  const { items, cursor } = answer.value;
  const rows = items.slice(skip, skip + limit);
  if (skip + limit < items.length) return { rows, next: { ...position, skip: skip + limit } };
  const extended = cursor === null ? null : await extendChain(chain, cursor);
  return { rows, next: extended === null ? null : { upstreamCursor: cursor, skip: 0, chain: extended } };
}
