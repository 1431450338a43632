import { createBroker, createMemoryState, defineConfig, jwt } from "@keyhole/broker";
import { PUBLIC_URL, testVars } from "@keyhole/edge/testing";
import { agentId, type CannedUpstream, cannedUpstream } from "./canned-upstream.ts";
import { type BrokerApp, MemberPage, type PreparedRequest } from "./member-page.ts";

const ORIGIN = "https://acme.example";
const PLENTY = { requestsPerMinute: 1_000_000, mintsPerMinute: 1_000_000 };
/** The most that a site and a grant may name. */
const NAMED_AGENTS_MAX = 50;

/** How much there is of everything. */
export interface Amounts {
  calls: number;
  agents: number;
  sites: number;
  viewers: number;
}

/** A broker of this process that has so much of everything. Its viewers are members with the same grant. */
export interface GrownBroker {
  upstream: CannedUpstream;
  pages: readonly MemberPage[];
  /** Makes requests of the viewers in turns, to be sent later, so that their proofs are not measured. */
  prepare(
    count: number,
    ask: (page: MemberPage, n: number) => Promise<PreparedRequest>,
  ): Promise<PreparedRequest[]>;
}

export async function growBroker(amounts: Amounts): Promise<GrownBroker> {
  const { app, upstream } = startGrown(amounts);
  const pages: MemberPage[] = [];
  while (pages.length < amounts.viewers) pages.push(await MemberPage.enter(app));
  return {
    upstream,
    pages,
    async prepare(count, ask) {
      const requests: PreparedRequest[] = [];
      for (let n = 0; n < count; n += 1) requests.push(await ask(pages[n % pages.length] as MemberPage, n));
      return requests;
    },
  };
}

/** A broker that has answered nothing yet. */
export function startGrown({ calls, agents, sites }: Amounts): { app: BrokerApp; upstream: CannedUpstream } {
  const upstream = cannedUpstream({ calls, agents });
  const named = Array.from({ length: Math.min(agents, NAMED_AGENTS_MAX) }, (_, n) => agentId(n));
  const others = Array.from({ length: sites - 1 }, (_, n) => `site-${n}`);
  const define = defineConfig((env) => {
    const site = (id: string) => ({
      origins: [ORIGIN],
      agents: named,
      source: "ultravox" as const,
      members: {
        verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ORIGIN, audience: `keyhole:${id}` }),
        grant: () => ({ scopes: ["calls:read" as const], rows: { agents: named } }),
      },
      limits: { visitor: PLENTY, member: PLENTY, visitors: PLENTY, members: PLENTY },
    });
    return {
      publicUrls: [PUBLIC_URL],
      sites: Object.fromEntries(["acme", ...others].map((id) => [id, site(id)])),
    };
  });
  const app = createBroker(define, {
    env: {
      ...testVars({
        apiKey: "AbCdEfGh.0123456789abcdef0123456789ABCDEF",
        baseUrl: "https://api.ultravox.ai/api",
      }),
      ULTRAVOX_PLAN: "scale",
    },
    // The budget of a key would make requests wait.
    state: { ...createMemoryState(), upstream: () => PLENTIFUL_BUDGET },
    fetch: upstream.fetch,
    log: () => {},
  });
  return { app, upstream };
}

const PLENTIFUL_BUDGET = {
  lease: async () => ({ rates: { members: 1_000_000, visitors: 1_000_000 }, forMs: 10_000 }),
  permit: async () => ({ ok: true as const }),
  shrink: async () => {},
  report: async () => {},
  describe: async () => ({ perSecond: 0, inUse: 0 }),
};
