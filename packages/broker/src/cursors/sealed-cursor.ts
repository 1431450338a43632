import type { JWTPayload } from "jose";
import * as v from "valibot";
import type { Broker } from "../broker.ts";
import { Refusal } from "../http/refusal.ts";
import { seal, unseal } from "../keys/seal.ts";
import { CURSOR_SECONDS } from "../limits.ts";
import type { ResourceAccess } from "../tokens/resource-access.ts";

/** A list and its filters: a cursor of one is of no use to another. */
export type ListName = readonly [kind: string, ...filters: readonly (string | number | null)[]];

/** Seals a place in a list as a page's cursor: bound to site, subject, source and filters, good for 24 hours. */
export function sealCursor(
  broker: Broker,
  access: ResourceAccess,
  list: ListName,
  position: JWTPayload,
): Promise<string> {
  return seal(broker.keyring, "cursor", {
    ...position,
    iss: broker.config.publicUrls[0],
    aud: audience(list, access),
    sub: access.subject,
    exp: Math.floor(broker.now() / 1000) + CURSOR_SECONDS,
  });
}

/** Opens a cursor that this viewer got for this list. */
export async function openCursor<Schema extends v.GenericSchema>(
  broker: Broker,
  access: ResourceAccess,
  list: ListName,
  cursor: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const opened = await unseal(broker.keyring, "cursor", cursor, {
    issuer: broker.config.publicUrls[0],
    audience: audience(list, access),
    now: broker.now(),
  });
  const position =
    opened.ok && opened.claims.sub === access.subject ? v.safeParse(schema, opened.claims) : null;
  if (position?.success) return position.output;
  throw new Refusal(
    "invalid_request",
    "The parameter cursor is not of this list, or is over a day old: start from the first page.",
  );
}

function audience(list: ListName, { site }: ResourceAccess): string {
  return JSON.stringify([site.id, site.source, ...list]);
}
