import * as v from "valibot";
import type { Broker } from "../broker.ts";
import { seal, unseal } from "../keys/seal.ts";
import { TICKET_MAX_SECONDS, TICKET_MIN_SECONDS } from "../limits.ts";

/** What a ticket opens: one recording, for pages of one origin. */
export interface Ticket {
  site: string;
  /** Who asked for it; its use counts against that viewer's limits. */
  subject: string;
  origin: string;
  callId: string;
  /** Lower case; null for a call without an agent. */
  agentId: string | null;
}

const claimsSchema = v.object({
  site: v.string(),
  subject: v.string(),
  origin: v.string(),
  callId: v.string(),
  agentId: v.nullable(v.string()),
});

/** Life of a ticket: long enough to hear the recording twice. */
export function ticketSeconds(durationMs: number | null): number {
  const twice = Math.ceil((2 * (durationMs ?? 0)) / 1000);
  return Math.min(TICKET_MAX_SECONDS, Math.max(TICKET_MIN_SECONDS, twice));
}

export function sealTicket(broker: Broker, ticket: Ticket, expiresAtMs: number): Promise<string> {
  const [issuer] = broker.config.publicUrls;
  const exp = Math.floor(expiresAtMs / 1000);
  return seal(broker.keyring, "ticket", { ...ticket, iss: issuer, aud: issuer, exp });
}

/** Opens a ticket that this broker sealed and that has not expired; null for anything else. */
export async function openTicket(broker: Broker, sealed: string): Promise<Ticket | null> {
  const [issuer] = broker.config.publicUrls;
  const opened = await unseal(broker.keyring, "ticket", sealed, {
    issuer,
    audience: issuer,
    now: broker.now(),
  });
  const claims = opened.ok ? v.safeParse(claimsSchema, opened.claims) : null;
  return claims?.success ? claims.output : null;
}
