import { base64url } from "jose";
import * as v from "valibot";
import { LIST_CHAIN_LENGTH } from "../base/limits/calls.ts";
import { sha256 } from "../keys/sha256.ts";
import type { PageRequest, SourcePage } from "../sources/source.ts";

/** A page of a source's list. */
export interface SourcePlace {
  /** The source's cursor; null for its first page. */
  sourceCursor: string | null;
  /** Hashes of the last cursors, to end a list whose cursors repeat. */
  chain: readonly string[];
}

export const FIRST_PAGE: SourcePlace = { sourceCursor: null, chain: [] };

export const sourcePlaceEntries = { sourceCursor: v.nullable(v.string()), chain: v.array(v.string()) };

/** The next page; null at the end of the list, or if its cursor has occurred before. */
export async function nextPlace(
  { chain }: SourcePlace,
  sourceCursor: string | null,
): Promise<SourcePlace | null> {
  if (sourceCursor === null) return null;
  const hash = base64url.encode((await sha256(sourceCursor)).subarray(0, 9));
  if (chain.includes(hash)) return null;
  return { sourceCursor, chain: [...chain, hash].slice(-LIST_CHAIN_LENGTH) };
}

/** A place in a list of one call's turns or events. Such a list only grows at its end. */
export interface PartPosition extends SourcePlace {
  /** Rows of that page that were returned before. */
  skip: number;
}

export const PART_START: PartPosition = { ...FIRST_PAGE, skip: 0 };

export const partPositionEntries = { ...sourcePlaceEntries, skip: v.number() };

/** Reads at most `limit` rows. If the source answers more, the next position is within its page. */
export async function readPart<Row>(
  position: PartPosition,
  limit: number,
  ask: (page: PageRequest) => Promise<SourcePage<Row>>,
): Promise<{ rows: readonly Row[]; next: PartPosition | null }> {
  const { sourceCursor, chain, skip } = position;
  const { items, cursor } = await ask({ cursor: sourceCursor, pageSize: limit });
  const rows = items.slice(skip, skip + limit);
  if (skip + limit < items.length) return { rows, next: { sourceCursor, chain, skip: skip + limit } };
  const place = await nextPlace(position, cursor);
  return { rows, next: place === null ? null : { ...place, skip: 0 } };
}
