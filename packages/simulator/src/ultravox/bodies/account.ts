import { type CallRow, isActive } from "../../data/call-row.ts";

/** The one account that there is. */
export const ACCOUNT_ID = "a1d5c0de-acc0-4000-8000-000000000001";

/** The vendor's Account object, `GET /api/accounts/me`. */
export function accountBody(rows: readonly CallRow[]) {
  let activeCalls = 0;
  for (const row of rows) if (isActive(row)) activeCalls += 1;
  return {
    accountId: ACCOUNT_ID,
    name: "Simulated account",
    billingUrl: "https://app.ultravox.ai/billing",
    freeTimeUsed: "1800s",
    freeTimeRemaining: "0s",
    hasActiveSubscription: true,
    subscriptionTier: "pro",
    subscriptionCadence: "monthly",
    subscriptionExpiration: null,
    subscriptionScheduledUpdate: null,
    subscriptionRenewal: "2030-01-01T00:00:00Z",
    activeCalls,
    allowedConcurrentCalls: null,
    allowedVoices: 20,
    allowedCorpora: 5,
  };
}
