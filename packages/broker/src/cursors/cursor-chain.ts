import { base64url } from "jose";
import { LIST_CHAIN_LENGTH } from "../base/limits.ts";
import { sha256 } from "../keys/sha256.ts";

/** Hashes of the last upstream cursors of a list, to end one that goes in circles. */
export type CursorChain = readonly string[];

/** The chain with one cursor more; null where the cursor has been there before. */
export async function extendChain(chain: CursorChain, cursor: string): Promise<string[] | null> {
  const hash = base64url.encode((await sha256(cursor)).subarray(0, 9));
  return chain.includes(hash) ? null : [...chain, hash].slice(-LIST_CHAIN_LENGTH);
}
