import type { JWTPayload } from "jose";
import * as v from "valibot";
import { CURSOR_SECONDS } from "../base/limits.ts";
import type { Access } from "../grants/access.ts";
import { Refusal } from "../http/refusal.ts";
import type { Sealer } from "../keys/sealer.ts";

/** A list and its filters: a cursor of one is of no use to another. */
export type ListName = readonly [kind: string, ...filters: readonly (string | number | null)[]];

export interface CursorSealing {
  sealer: Sealer;
  now: () => number;
}

/** Seals a place in a list as a page's cursor: bound to site, subject, source and filters, good for 24 hours. */
export function sealCursor(
  { sealer, now }: CursorSealing,
  access: Access,
  list: ListName,
  position: JWTPayload,
): Promise<string> {
  const claims = { ...position, sub: access.subject };
  return sealer.seal("cursor", claims, {
    audience: audienceOfCursor(list, access),
    expiresAtMs: now() + CURSOR_SECONDS * 1000,
  });
}

/** Opens a cursor that this viewer got for this list. */
export async function openCursor<Schema extends v.GenericSchema>(
  { sealer }: Pick<CursorSealing, "sealer">,
  access: Access,
  list: ListName,
  cursor: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const opened = await sealer.open("cursor", cursor, audienceOfCursor(list, access));
  const position =
    opened.ok && opened.claims.sub === access.subject ? v.safeParse(schema, opened.claims) : null;
  if (position?.success) return position.output;
  throw new Refusal(
    "invalid_request",
    "The parameter cursor is not of this list, or is over a day old: start from the first page.",
  );
}

function audienceOfCursor(list: ListName, { site }: Access): string {
  return JSON.stringify([site.id, site.source, ...list]);
}
