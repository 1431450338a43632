import type { Audience } from "../base/audience.ts";
import type { UpstreamBudget } from "./upstream-budget.ts";

export interface BudgetedFetchOptions {
  budget: UpstreamBudget;
  audience: Audience;
  /** Origin of the upstream's API. Recordings may be stored at other origins, which the limit does not cover. */
  origin: string;
}

/**
 * Returns a fetch that stays within the upstream's budget. When the budget is used up, it answers 429
 * itself, as the upstream would, without asking the upstream.
 */
export function budgetedFetch(
  fetch: typeof globalThis.fetch,
  { budget, audience, origin }: BudgetedFetchOptions,
): typeof globalThis.fetch {
  return async (...request: Parameters<typeof globalThis.fetch>) => {
    const [input] = request;
    const { origin: asked } = new URL(input instanceof Request ? input.url : input);
    if (asked !== origin) return fetch(...request);
    const taken = await budget.take(audience);
    if (!taken.ok) {
      return new Response(null, {
        status: 429,
        headers: { "Retry-After": String(taken.retryAfterSeconds) },
      });
    }
    const answer = await fetch(...request);
    if (answer.status === 429) budget.shrink();
    return answer;
  };
}
