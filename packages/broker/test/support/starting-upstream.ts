import type { TalkConfig } from "../../src/config/keyhole-config.ts";
import { json } from "./fake-upstream.ts";
import { UPSTREAM_KEY } from "./identities.ts";
import { AGENT_A, type RawCall, rawCall } from "./raw-call.ts";

/** How a start goes: answered, made and its answer lost, lost before it arrived, or refused. */
export type StartManner =
  | "answered"
  | "answer lost"
  | "request lost"
  | { status: number; retryAfter?: string };

/** An Ultravox that makes calls, and loses them on the way as networks do. */
export class StartingUpstream {
  readonly calls: RawCall[] = [];
  /** Bodies of the starts that arrived. */
  readonly starts: Record<string, unknown>[] = [];
  readonly hungUp: string[] = [];
  readonly queries: string[] = [];
  /** The next starts, in order; then `answered`. */
  manners: StartManner[] = [];
  /** Whether lists show what was made. */
  isListed = true;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (request.headers.get("X-API-Key") !== UPSTREAM_KEY) return json({ detail: "Invalid key." }, 401);
    const [collection, id, part] = url.pathname.replace(/^\/api\//, "").split("/");
    if (request.method === "POST" && part === "calls") return this.#start(request, id ?? "", url);
    if (request.method === "POST") return this.#hangUp(id ?? "");
    if (collection !== "calls") return json({ detail: "Not found." }, 404);
    if (id === undefined) return json({ results: this.#list(url), next: null });
    const call = this.calls.find(({ callId }) => callId === id);
    return call === undefined ? json({ detail: "Not found." }, 404) : json(call);
  };

  /** The one call that was made. */
  get only(): RawCall {
    const [call] = this.calls;
    if (call === undefined || this.calls.length > 1) throw new Error(`${this.calls.length} calls were made`);
    return call;
  }

  /** A caller joins the call, or it ends. */
  change(callId: string, changes: Partial<RawCall>): void {
    Object.assign(this.calls.find((call) => call.callId === callId) ?? {}, changes);
  }

  async #start(request: Request, agentId: string, url: URL): Promise<Response> {
    const manner = this.manners.shift() ?? "answered";
    const body = await request.json<Record<string, unknown>>();
    if (manner === "request lost") throw new TypeError("connection reset");
    this.starts.push(body);
    this.queries.push(url.search);
    if (typeof manner === "object") {
      const headers: Record<string, string> = {};
      if (manner.retryAfter !== undefined) headers["Retry-After"] = manner.retryAfter;
      return json({ detail: "no" }, manner.status, headers);
    }
    const call = rawCall({
      ...body,
      created: new Date(this.#now()).toISOString(),
      joined: null,
      ended: null,
      endReason: null,
      agentId,
      joinUrl: `wss://voice.upstream.example/calls/${crypto.randomUUID()}`,
      metadata: body.metadata as Record<string, string>,
    });
    this.calls.push(call);
    if (manner === "answer lost") throw new TypeError("connection reset");
    return json(call, 201);
  }

  #hangUp(id: string): Response {
    const call = this.calls.find(({ callId }) => callId === id);
    if (call === undefined) return json({ detail: "Not found." }, 404);
    if (call.joined === null || call.ended !== null) return json({ detail: "not active" }, 422);
    this.hungUp.push(id);
    Object.assign(call, { ended: new Date(this.#now()).toISOString(), endReason: "hangup" });
    return new Response(null, { status: 204 });
  }

  #list(url: URL): RawCall[] {
    if (!this.isListed) return [];
    const wanted = [...url.searchParams].filter(([name]) => name.startsWith("metadata."));
    return this.calls.filter(({ metadata }) =>
      wanted.every(([name, value]) => metadata[name.slice("metadata.".length)] === value),
    );
  }
}

/** What a site has to set so that its viewers may start calls with `AGENT_A`. */
export function talkConfig(changes: Partial<TalkConfig> = {}): TalkConfig {
  return {
    agents: {
      [AGENT_A]: {
        variables: { name: 80, order: 20 },
        metadata: ["campaign"],
        mediums: ["voice", "text"],
        maxDurationSeconds: 600,
        joinTimeoutSeconds: 30,
        recording: true,
      },
    },
    ...changes,
  };
}
