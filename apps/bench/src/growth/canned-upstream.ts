import { rawCall, rawCalls } from "../../../../packages/broker/test/support/raw-call.ts";

const PAGE_CALLS = 50;
const PAGE_AGENTS = 100;

/** The id of the nth agent. */
export function agentId(n: number): string {
  return `aaaaaaaa-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

export interface CannedUpstream {
  fetch: typeof globalThis.fetch;
  /** Requests since the start. */
  requests: number;
}

/**
 * Ultravox as a `fetch` that answers with texts made before, so that an answer costs the same however many calls and
 * agents there are: what grows is the broker's. A page of calls belongs to the agents in turns.
 */
export function cannedUpstream({ calls, agents }: { calls: number; agents: number }): CannedUpstream {
  const items = rawCalls(PAGE_CALLS, (index) => ({ agentId: agentId(index % agents) }));
  const next = calls > PAGE_CALLS ? "https://api.ultravox.ai/api/calls?cursor=second" : null;
  const list = JSON.stringify({ results: items, next, previous: null, total: calls });
  const call = JSON.stringify(rawCall({ agentId: agentId(0) }));
  const agentPages = pagesOfAgents(agents);
  const upstream: CannedUpstream = {
    requests: 0,
    fetch: async (input, init) => {
      upstream.requests += 1;
      const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
      init?.signal?.throwIfAborted();
      return new Response(answer(pathname, searchParams.get("cursor")), {
        headers: { "Content-Type": "application/json" },
      });
    },
  };
  return upstream;

  function answer(pathname: string, cursor: string | null): string {
    if (pathname.endsWith("/stages")) return '{"results":[],"next":null,"total":1}';
    if (pathname.endsWith("/calls")) return list;
    if (pathname.endsWith("/agents")) return agentPages[Number(cursor ?? 0)] ?? "";
    const id = pathname.split("/").at(-1) ?? "";
    return call.replace(/"callId":"[^"]*"/, `"callId":"${id}"`);
  }
}

function pagesOfAgents(count: number): string[] {
  const pages = Math.ceil(count / PAGE_AGENTS);
  return Array.from({ length: pages }, (_, page) => {
    const start = page * PAGE_AGENTS;
    const results = Array.from({ length: Math.min(PAGE_AGENTS, count - start) }, (_, place) => ({
      agentId: agentId(start + place),
      name: `Agent ${start + place}`,
    }));
    const next = page + 1 < pages ? `https://api.ultravox.ai/api/agents?cursor=${page + 1}` : null;
    return JSON.stringify({ results, next, previous: null, total: count });
  });
}
