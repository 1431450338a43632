import * as v from "valibot";
import type { Sealer } from "../keys/sealer.ts";

/** What a ticket opens: one recording, for pages of one origin or for Cekura. */
export interface Ticket {
  site: string;
  /** The viewer that got the ticket; its use counts against that viewer's limits. */
  subject: string;
  origin: string;
  callId: string;
  /** Lower case; null for a call without an agent. */
  agentId: string | null;
  /** Given to a visitor of public calls. It ends when the site shows visitors their own calls alone. */
  isPublic: boolean;
  /** Given to Cekura by the bridge: it belongs to no viewer and to no origin. */
  isBridge?: boolean;
}

const claimsSchema = v.object({
  iat: v.number(),
  site: v.string(),
  subject: v.string(),
  origin: v.string(),
  callId: v.string(),
  agentId: v.nullable(v.string()),
  isPublic: v.boolean(),
  isBridge: v.optional(v.boolean(), false),
});

export function sealTicket(sealer: Sealer, ticket: Ticket, expiresAtMs: number): Promise<string> {
  return sealer.seal("ticket", { ...ticket }, { expiresAtMs });
}

/** A ticket, and when it was sealed, in seconds since 1970. */
export type OpenedTicket = Ticket & { iat: number };

/** Opens a ticket that this broker sealed and that has not expired; null for anything else. */
export async function openTicket(sealer: Sealer, sealed: string): Promise<OpenedTicket | null> {
  const opened = await sealer.open("ticket", sealed);
  const claims = opened.ok ? v.safeParse(claimsSchema, opened.claims) : null;
  return claims?.success ? claims.output : null;
}
