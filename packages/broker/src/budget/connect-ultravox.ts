import { createUltravox, type Ultravox } from "@keyhole/upstream/ultravox";
import type { Settings } from "../config/settings.ts";
import { objectName } from "../state/object-name.ts";
import { requireNamespace } from "../state/require-namespace.ts";
import type { Crowd } from "../state/site-state.ts";
import { budgetedFetch } from "./budgeted-fetch.ts";
import type { UpstreamState } from "./lease.ts";
import { createUpstreamBudget } from "./upstream-budget.ts";

export interface ConnectOptions {
  env: Readonly<Record<string, unknown>>;
  fetch: typeof globalThis.fetch;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Clients of Ultravox for members and for visitors, which share one budget. Null where the key is not set;
 * where the budget's binding is not, taking a client refuses.
 */
export function connectUltravox(settings: Settings, options: ConnectOptions): Record<Crowd, Ultravox> | null {
  const { apiKey, baseUrl } = settings.ultravox;
  if (apiKey === null) return null;
  const { env, fetch, now, waitUntil } = options;
  const state = async () =>
    requireNamespace<UpstreamState>(env, "UPSTREAMS").getByName(await objectName("ultravox", apiKey));
  const budget = createUpstreamBudget({ state, now, waitUntil });
  const connect = (crowd: Crowd) =>
    createUltravox({
      apiKey,
      baseUrl,
      fetch: budgetedFetch(fetch, { budget, crowd, origin: new URL(baseUrl).origin }),
      now,
    });
  const clients = { members: connect("members"), visitors: connect("visitors") };
  // Asked for here: what a fetch throws, a client takes for the network's fault, to be tried again.
  function take(crowd: Crowd): Ultravox {
    requireNamespace(env, "UPSTREAMS");
    return clients[crowd];
  }
  return {
    get members() {
      return take("members");
    },
    get visitors() {
      return take("visitors");
    },
  };
}
