import type { Audience } from "../base/audience.ts";
import {
  UPSTREAM_FAILING_RETRY_SECONDS,
  UPSTREAM_FAILURES_DISTINCT,
  UPSTREAM_FAILURES_TO_STOP_REPEATS,
} from "../base/limits/budget.ts";
import { createMeter, type Meter } from "../base/meter.ts";
import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { UpstreamBudget } from "./upstream-budget.ts";

export interface BudgetedFetchOptions {
  budget: UpstreamBudget;
  audience: Audience;
  /** Origin of the upstream's API. Recordings may be stored at other origins, which the limit does not cover. */
  origin: string;
  /** Shared by all requests to the upstream. */
  health?: UpstreamHealth;
  /** Of the one request that is served. */
  meter?: Meter;
}

/** Knows whether the upstream fails, from the answers of one isolate. */
export interface UpstreamHealth {
  /** Hears of an answer to a request for a URL, or that there was none. */
  note(isFailure: boolean, url: string): void;
  /** Whether a repeat is likely to fail too. */
  isFailing(): boolean;
  /** Whether it fails for everybody: one request that always fails is not enough. */
  isDown(): boolean;
}

export function createUpstreamHealth(): UpstreamHealth {
  let failures = 0;
  const failed = new Set<string>();
  const isFailing = () => failures >= UPSTREAM_FAILURES_TO_STOP_REPEATS;
  return {
    note(isFailure, url) {
      failures = isFailure ? failures + 1 : 0;
      if (!isFailure) failed.clear();
      else if (failed.size < UPSTREAM_FAILURES_DISTINCT) failed.add(url);
    },
    isFailing,
    isDown: () => isFailing() && failed.size >= UPSTREAM_FAILURES_DISTINCT,
  };
}

const TEMPORARY_STATUSES = [502, 503, 504];

/**
 * Returns a fetch that stays within the upstream's budget. When the budget is used up, it answers 429
 * itself, as the upstream would, without asking the upstream. While the upstream fails, a failure names a
 * wait that is too long for a repeat: each repeat would cost the budget as much as a request. Where different requests
 * fail, the budget lets one leave from time to time, over all isolates, and the others are refused here; one request that
 * always fails never stops another.
 */
export function budgetedFetch(
  fetch: typeof globalThis.fetch,
  { budget, audience, origin, health = createUpstreamHealth(), meter = createMeter() }: BudgetedFetchOptions,
): typeof globalThis.fetch {
  function note(isFailure: boolean, url: string): void {
    health.note(isFailure, url);
    if (health.isDown()) budget.pause();
    else if (!isFailure) budget.resume();
  }

  return async (...request: Parameters<typeof globalThis.fetch>) => {
    const [input] = request;
    const { origin: asked, href } = new URL(input instanceof Request ? input.url : input);
    if (asked !== origin) return fetch(...request);
    const taken = await budget.take(audience).catch((error: unknown) => {
      meter.failure = error;
      return null;
    });
    // A repeat would ask the budget again, which has just failed.
    if (taken === null) return failed(503);
    if (!taken.ok && "isFailing" in taken) {
      meter.failure = refusePaused();
      return failed(503);
    }
    if (!taken.ok) {
      return new Response(null, {
        status: 429,
        headers: { "Retry-After": String(taken.retryAfterSeconds) },
      });
    }
    meter.sent += 1;
    let answer: Response;
    try {
      answer = await fetch(...request);
    } catch (error) {
      note(true, href);
      if (health.isFailing()) return failed(503);
      throw error;
    }
    if (answer.status === 429) budget.shrink();
    const isFailure = TEMPORARY_STATUSES.includes(answer.status);
    note(isFailure, href);
    if (!isFailure || !health.isFailing()) return answer;
    await answer.body?.cancel();
    return failed(answer.status);
  };
}

/** The upstream is asked again before this wait is over. */
function refusePaused(): Refusal {
  return new Refusal("upstream_unavailable", "The service does not answer: try again in a moment.", {
    reason: "upstream: unavailable (paused)",
    ownerDetail: "the upstream fails for different requests: one every 2 s tries whether it answers again",
    retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
  });
}

function failed(status: number): Response {
  return new Response(null, { status, headers: { "Retry-After": String(UPSTREAM_FAILING_RETRY_SECONDS) } });
}
