import { createUltravox, type Ultravox } from "@keyhole/upstream/ultravox";
import type { Audience } from "../base/audience.ts";
import { budgetedFetch } from "../budget/budgeted-fetch.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { createUpstreamBudget } from "../budget/upstream-budget.ts";
import type { Settings } from "../config/settings.ts";
import type { Access } from "../grants/access.ts";
import { Refusal } from "../http/refusal.ts";

/** The client of a site's source, for a visitor or a member. Refuses where there is none. */
export type UltravoxFor = (access: Pick<Access, "site" | "audience">) => Ultravox;

export interface UltravoxOptions {
  /** Finds the budget of an upstream key. Refuses where the Worker has no place for it. */
  upstream: (name: string, key: string) => UpstreamState;
  fetch: typeof globalThis.fetch;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Connects to Ultravox: members and visitors share one budget, on which each draws in its own rank. */
export function createUltravoxFor(settings: Settings, options: UltravoxOptions): UltravoxFor {
  const { apiKey, baseUrl } = settings.ultravox;
  const clients = apiKey === null ? null : connect(apiKey, baseUrl, options);
  return function ultravoxFor({ site, audience }) {
    if (site.source !== "ultravox") {
      throw new Refusal("not_configured", `This broker does not serve calls from ${site.source} yet.`);
    }
    if (clients === null) {
      throw new Refusal(
        "not_configured",
        "The Worker has no upstream key: set it with wrangler secret put ULTRAVOX_API_KEY.",
      );
    }
    clients.checkState();
    return clients[audience];
  };
}

function connect(
  apiKey: string,
  baseUrl: string,
  { upstream, fetch, now, waitUntil }: UltravoxOptions,
): Record<Audience, Ultravox> & { checkState: () => void } {
  const state = () => upstream("ultravox", apiKey);
  const budget = createUpstreamBudget({ state, now, waitUntil });
  const client = (audience: Audience) =>
    createUltravox({
      apiKey,
      baseUrl,
      fetch: budgetedFetch(fetch, { budget, audience, origin: new URL(baseUrl).origin }),
      now,
    });
  // Checked outside of fetch: a client takes what fetch throws for a fault of the network, and tries again.
  return { members: client("members"), visitors: client("visitors"), checkState: () => void state() };
}
