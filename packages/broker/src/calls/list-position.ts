import { base64url } from "jose";
import * as v from "valibot";
import type { Broker } from "../broker.ts";
import { Refusal } from "../http/refusal.ts";
import { seal, unseal } from "../keys/seal.ts";
import { CURSOR_SECONDS, LIST_CHAIN_LENGTH } from "../limits.ts";
import type { ResourceAccess } from "../tokens/require-token.ts";
import type { CallsFilter } from "./calls-query.ts";

/** A place in a list. */
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
  /** Hashes of the last upstream cursors, to end a list that goes in circles. */
  chain: string[];
}

export const LIST_START: ListPosition = { upstreamCursor: null, after: null, isCut: false, chain: [] };

const claimsSchema = v.object({
  sub: v.string(),
  upstreamCursor: v.nullable(v.string()),
  after: v.nullable(v.object({ id: v.string(), created: v.string(), pageSize: v.number() })),
  isCut: v.boolean(),
  chain: v.array(v.string()),
});

/** Seals a position as the page's cursor: bound to site, subject, source and filters, good for 24 hours. */
export function sealPosition(
  broker: Broker,
  position: ListPosition,
  filter: CallsFilter,
  access: ResourceAccess,
): Promise<string> {
  return seal(broker.keyring, "cursor", {
    iss: broker.config.publicUrls[0],
    aud: audience(filter, access),
    sub: access.subject,
    exp: Math.floor(broker.now() / 1000) + CURSOR_SECONDS,
    ...position,
  });
}

/** Opens a cursor that this viewer got for these filters. */
export async function openPosition(
  broker: Broker,
  cursor: string,
  filter: CallsFilter,
  access: ResourceAccess,
): Promise<ListPosition> {
  const opened = await unseal(broker.keyring, "cursor", cursor, {
    issuer: broker.config.publicUrls[0],
    audience: audience(filter, access),
    now: broker.now(),
  });
  const claims = opened.ok ? v.safeParse(claimsSchema, opened.claims) : null;
  if (!claims?.success || claims.output.sub !== access.subject) {
    throw new Refusal(
      "invalid_request",
      "The parameter cursor is not of this list, or is over a day old: start from the first page.",
    );
  }
  const { upstreamCursor, after, isCut, chain } = claims.output;
  return { upstreamCursor, after, isCut, chain };
}

/** Moves on to the upstream's next page, behind `after`; null where the list ends or goes in circles. */
export async function nextPosition(
  position: ListPosition,
  cursor: string | null,
  after: ListPosition["after"],
): Promise<ListPosition | null> {
  if (cursor === null) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(cursor));
  const hash = base64url.encode(new Uint8Array(digest).subarray(0, 9));
  if (position.chain.includes(hash)) return null;
  const chain = [...position.chain, hash].slice(-LIST_CHAIN_LENGTH);
  return { ...position, upstreamCursor: cursor, after, chain };
}

function audience(filter: CallsFilter, { site }: ResourceAccess): string {
  return JSON.stringify(["calls", site.id, site.source, Object.entries(filter).sort()]);
}
