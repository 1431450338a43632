import type { Audience } from "../base/audience.ts";
import type { UpstreamBudget } from "./upstream-budget.ts";

/** What a budget is spent on, and by whom. */
export interface BudgetedFetchOptions {
  budget: UpstreamBudget;
  audience: Audience;
  /** Origin of the upstream's API. A recording's storage is another, and has no part in the limit. */
  origin: string;
}

/**
 * A fetch that stays within the upstream's budget: where that is used up it answers 429 itself, as
 * the upstream would, and the upstream is not asked.
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
