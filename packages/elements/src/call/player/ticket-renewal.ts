import { TICKET_AHEAD_MS, TICKET_RENEWALS, TICKET_RENEWALS_WITHIN_MS } from "../../base/limits.ts";

/** How long a ticket that is in use is still good, less what it takes to get another. */
export function renewInMs(expiresAt: string, nowMs: number): number {
  return Math.max(0, Date.parse(expiresAt) - nowMs - TICKET_AHEAD_MS);
}

/** Whether another ticket may help, after those that were asked for at these times. */
export function mayRenew(renewedAtMs: readonly number[], nowMs: number): boolean {
  return renewedAtMs.filter((atMs) => nowMs - atMs < TICKET_RENEWALS_WITHIN_MS).length < TICKET_RENEWALS;
}
