import * as v from "valibot";
import { CURSOR_SECONDS } from "../base/limits/calls.ts";
import { Refusal } from "../http/refusal.ts";
import type { Reading } from "../sources/reading.ts";
import { isRevoked } from "../switches/switches.ts";

/** A list and its filters: a cursor of one does not open another. */
export type ListName = readonly [kind: string, ...filters: readonly (string | number | null)[]];

/** Seals a place in a list as a page's cursor: bound to site, subject, source and filters, good for 24 hours. */
export function sealCursor(
  { access, sealer, now }: Reading,
  list: ListName,
  position: object,
): Promise<string> {
  const claims = { ...position, sub: access.subject };
  return sealer.seal("cursor", claims, {
    audience: audienceOfCursor(list, access),
    expiresAtMs: now() + CURSOR_SECONDS * 1000,
  });
}

/** Opens a cursor that this viewer got for this list. */
export async function openCursor<Schema extends v.GenericSchema>(
  { access, sealer }: Reading,
  list: ListName,
  cursor: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const opened = await sealer.open("cursor", cursor, audienceOfCursor(list, access));
  const position =
    opened.ok && opened.claims.sub === access.subject ? v.safeParse(schema, opened.claims) : null;
  const isOld = opened.ok && isRevoked(opened.claims.iat, access);
  if (position?.success && !isOld) return position.output;
  throw new Refusal(
    "invalid_request",
    "The parameter cursor is not of this list, is revoked, or is over a day old: start from the first page.",
    isOld ? { reason: "cursor: revoked" } : {},
  );
}

function audienceOfCursor(list: ListName, { site }: Reading["access"]): string {
  return JSON.stringify([site.id, site.source, ...list]);
}
