import type {
  Agent,
  CallEvent,
  CallSummary,
  Message,
  Problem,
  ProblemCode,
  RecordingTicket,
  Scope,
} from "@keyhole/contract";
import { PROBLEMS } from "@keyhole/contract";
import type { Answer, Failure, Session, SessionRequest, SessionState } from "../src/session/index.ts";

/** What the broker behind a fake session answers: a body to be parsed, or a failure. */
export type Reply = { body: unknown } | { failure: Failure };

const READY: SessionState = { status: "ready", scopes: ["calls:read"] satisfies Scope[] };

/** All that a call can show. */
export const FULL: SessionState = {
  status: "ready",
  scopes: ["calls:read", "transcripts:read", "recordings:read"] satisfies Scope[],
};

/**
 * A session whose broker is a function: answers pages of `calls` unless `reply` says otherwise. The real broker runs
 * in Node and answers as it should; here a test delays, refuses or changes a single answer. `real-broker.test.ts`
 * has the real one.
 */
export class FakeSession implements Session {
  state: SessionState = READY;
  epoch = 0;
  calls: CallSummary[] = [];
  /** What every call of this session has. */
  turns: Message[] = [];
  events: CallEvent[] = [];
  ticket: RecordingTicket | null = null;
  /** Those of the toolbar, which asks beside all that is in `asked`. */
  agents: Agent[] = [];
  agentsReply: () => Reply | Promise<Reply> = () => ({ body: { items: this.agents } });
  agentsAsked = 0;
  /** Overrides the answer for a path; undefined for the usual one. */
  reply: (path: string, asked: number) => Reply | Promise<Reply> | undefined = () => undefined;
  /** Whether answers carry tags, as those of a broker. */
  tags = false;
  readonly asked: {
    path: string;
    method: string;
    signal: AbortSignal | undefined;
    headers: Record<string, string>;
  }[] = [];
  signIns = 0;
  readonly #listeners = new Set<() => void>();

  constructor(calls: CallSummary[] = []) {
    this.calls = calls;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async request<T>(
    path: string,
    { signal, parse, method = "GET", headers = {} }: SessionRequest<T>,
  ): Promise<Answer<T>> {
    if (path === "/v1/agents") {
      this.agentsAsked += 1;
      const answer = await this.agentsReply();
      const value = "body" in answer ? parse(answer.body) : undefined;
      if (value === undefined) return { ok: false, failure: { kind: "answer" } };
      return { ok: true, value, status: 200, headers: new Headers() };
    }
    this.asked.push({ path, method, signal, headers });
    // As the session: an answer that comes after an abort is given all the same when this is false.
    const reply = await (this.reply(path, this.asked.length) ?? this.#usual(path));
    if ("failure" in reply) return { ok: false, failure: reply.failure };
    const tag = this.tags ? tagOf(reply.body) : null;
    const known = tag !== null && headers["If-None-Match"] === tag;
    const value = parse(known ? undefined : reply.body);
    if (value === undefined) return { ok: false, failure: { kind: "answer" } };
    const tagged = new Headers(tag === null ? {} : { ETag: tag });
    return { ok: true, value, status: known ? 304 : 200, headers: tagged };
  }

  async thumbprint(): Promise<string> {
    return "thumbprint";
  }

  async signOut(): Promise<void> {
    this.change({ status: "signed-out" }, this.epoch + 1);
  }

  signIn(): void {
    this.signIns += 1;
    this.change(READY);
  }

  change(state: SessionState, epoch = this.epoch): void {
    this.state = state;
    this.epoch = epoch;
    for (const listener of [...this.#listeners]) listener();
  }

  #usual(path: string): Reply {
    const { pathname, searchParams } = new URL(path, "https://broker.example");
    const page = <Item>(items: Item[]): Reply => {
      const start = Number(searchParams.get("cursor") ?? 0);
      const end = start + Number(searchParams.get("limit"));
      return { body: { items: items.slice(start, end), next: end < items.length ? `${end}` : null } };
    };
    if (pathname === "/v1/calls") return page(this.calls);
    if (pathname === "/v1/evaluations") return { body: { items: [] } };
    const [, id, part] = /^\/v1\/calls\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    const call = this.calls.find((known) => encodeURIComponent(known.id) === id);
    if (!call) return { failure: problem("not_found") };
    if (part === "messages") return page(this.turns);
    if (part === "events") return page(this.events);
    if (part === "evaluation")
      return { body: { callId: call.id, verdict: "none", reason: null, metrics: [] } };
    if (part === "recording") return this.ticket ? { body: this.ticket } : { failure: problem("not_found") };
    return {
      body: { ...call, joinTimeoutMs: 30_000, maxDurationMs: 600_000, languageHint: "en", stages: 1 },
    };
  }
}

/** An entity tag that differs for different bodies. */
function tagOf(body: unknown): string {
  let hash = 7;
  for (const sign of JSON.stringify(body)) hash = (hash * 31 + sign.charCodeAt(0)) | 0;
  return `"${hash}"`;
}

/** A refusal of the broker. */
export function problem(code: ProblemCode, fields: Partial<Problem> = {}): Failure {
  const { status, title } = PROBLEMS[code];
  return {
    kind: "problem",
    problem: {
      type: "about:blank",
      title,
      status,
      code,
      detail: `Detail of ${code}.`,
      requestId: "req-1",
      ...fields,
    },
  };
}
