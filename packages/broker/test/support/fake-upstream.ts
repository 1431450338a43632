import { UPSTREAM_KEY } from "./identities.ts";
import { AGENT_A, AGENT_B, DANGER, type RawCall } from "./raw-call.ts";

/** How an upstream treats what it is asked. */
export type UpstreamManner = "honest" | "ignores filters" | "answers another call";

export interface FakeUpstreamOptions {
  manner?: UpstreamManner;
  /** Rows that a page of the list gets; default: as many as asked for. */
  rowsOfPage?: (asked: number) => number;
  /** Answers instead, where it answers anything. */
  instead?: (request: URL, count: number) => Response | Promise<Response> | undefined;
}

/** Ultravox as a `fetch`: for upstreams that the simulator is too well-behaved to be. */
export class FakeUpstream {
  /** URL of each request, in order. */
  readonly requests: URL[] = [];
  readonly #calls: RawCall[];
  readonly #options: FakeUpstreamOptions;

  constructor(calls: readonly RawCall[], options: FakeUpstreamOptions = {}) {
    this.#calls = calls.toSorted((one, other) => Date.parse(other.created) - Date.parse(one.created));
    this.#options = options;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    this.requests.push(url);
    const instead = await this.#options.instead?.(url, this.requests.length);
    if (instead !== undefined) return instead;
    if (request.headers.get("X-API-Key") !== UPSTREAM_KEY) return json({ detail: "Invalid key." }, 401);
    const [collection, id, part] = url.pathname.replace(/^\/api\//, "").split("/");
    if (collection === "agents") return json(page(AGENTS, url));
    if (collection === "accounts") return json(usage(this.#asked(url)));
    if (id === undefined) return json(this.#list(url));
    if (part === "stages") return json({ results: [{ prompt: DANGER }], next: null, total: 2 });
    return this.#single(id);
  };

  #list(url: URL): object {
    return page(this.#asked(url), url, this.#options.rowsOfPage);
  }

  #asked(url: URL): readonly RawCall[] {
    const isHonest = this.#options.manner !== "ignores filters";
    return isHonest ? this.#calls.filter((call) => isAskedFor(call, url.searchParams)) : this.#calls;
  }

  #single(id: string): Response {
    const index = this.#calls.findIndex((call) => call.callId === id);
    const isAnother = this.#options.manner === "answers another call";
    const call = this.#calls[isAnother ? (index + 1) % this.#calls.length : index];
    return call === undefined ? json({ detail: "Not found." }, 404) : json(call);
  }
}

const AGENTS = [AGENT_A, AGENT_B].map((agentId) => ({
  agentId,
  name: `name of ${agentId.slice(0, 8)}`,
  callTemplate: { systemPrompt: `${DANGER}-template` },
}));

/** Usage with a row of its own for each call. */
function usage(calls: readonly RawCall[]): object {
  const counted = { totalCount: 1, errorCount: 0, duration: "60s", joinedCount: 1, billedMinutes: 1 };
  const daily = calls.map(({ created }) => ({ ...counted, date: created.slice(0, 10) }));
  const hourly = calls.map(({ created }, index) => ({
    ...daily[index],
    hour: Number(created.slice(11, 13)),
  }));
  return { allTime: { ...counted, totalCount: 1_000_000 }, daily, hourly };
}

function page(rows: readonly object[], url: URL, rowsOfPage = (asked: number) => asked): object {
  const start = Number(url.searchParams.get("cursor")?.replace("from-", "") ?? 0);
  const end = start + rowsOfPage(Number(url.searchParams.get("pageSize")));
  const next = end < rows.length ? `${url.origin}${url.pathname}?cursor=from-${end}` : null;
  return { results: rows.slice(start, end), next, previous: null, total: rows.length };
}

function isAskedFor(call: RawCall, params: URLSearchParams): boolean {
  const agents = params.getAll("agentIds");
  if (agents.length > 0 && !agents.includes(call.agentId ?? "")) return false;
  const createdMs = Date.parse(call.created);
  if (createdMs < Date.parse(params.get("fromDate") ?? "0000-01-01T00:00:00Z")) return false;
  if (createdMs > Date.parse(params.get("toDate") ?? "9999-01-01T00:00:00Z")) return false;
  return [...params].every(([name, value]) => {
    const key = name.startsWith("metadata.") ? name.slice("metadata.".length) : null;
    return key === null || (Object.hasOwn(call.metadata, key) && call.metadata[key] === value);
  });
}

/** An answer as JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}
