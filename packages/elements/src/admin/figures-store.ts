import type { AuditKind } from "@keyhole/contract";
import { ADMIN_CHART_PAGES, ADMIN_MANY_EVENTS } from "../base/limits.ts";
import { parsePage } from "../base/parse-fields.ts";
import { Store } from "../base/store.ts";
import type { AdminClient, AdminFailure } from "./admin-answer.ts";
import { NO_FILTERS, pathOf } from "./audit-store.ts";
import { type AuditEvent, parseEvent } from "./parse-admin.ts";

const RANGES_MS = { hour: 3_600_000, day: 86_400_000 } as const;

export type FiguresRange = keyof typeof RANGES_MS;

/** Events that charts are drawn from. */
export interface CountedEvents {
  /** The range that was counted, in milliseconds since 1970; `toMs` is when it was. */
  fromMs: number;
  toMs: number;
  mints: readonly AuditEvent[];
  refusals: readonly AuditEvent[];
  /** Whether the log has more of a kind than was counted. */
  isPart: boolean;
}

export interface FiguresState {
  range: FiguresRange;
  site: string | null;
  counted: CountedEvents | null;
  phase: "loading" | "ready" | "failed";
  failure: AdminFailure | null;
}

/** Tokens and refusals of a while, from the audit log. Each page that is read is itself in the log, so nothing polls. */
export class FiguresStore extends Store<FiguresState> {
  readonly #client: AdminClient;
  readonly #now: () => number;

  constructor(client: AdminClient, now: () => number) {
    super({ range: "hour", site: null, counted: null, phase: "loading", failure: null });
    this.#client = client;
    this.#now = now;
  }

  async load(change: Partial<Pick<FiguresState, "range" | "site">> = {}): Promise<void> {
    this.restart();
    this.set({ ...change, phase: "loading", failure: null });
    const toMs = this.#now();
    const fromMs = toMs - RANGES_MS[this.state.range];
    const answer = await this.current((signal) => this.#count({ fromMs, toMs, signal }));
    if (!answer) return;
    if (answer.ok) this.set({ counted: answer.body, phase: "ready" });
    else this.set({ phase: "failed", failure: answer.failure });
  }

  async #count(span: Span) {
    const [mints, refusals] = await Promise.all([this.#read("mint", span), this.#read("refusal", span)]);
    if (!mints.ok) return mints;
    if (!refusals.ok) return refusals;
    const { fromMs, toMs } = span;
    const isPart = mints.isPart || refusals.isPart;
    const body: CountedEvents = { fromMs, toMs, mints: mints.events, refusals: refusals.events, isPart };
    return { ok: true as const, body };
  }

  async #read(kind: AuditKind, { fromMs, toMs, signal }: Span) {
    const filters = { ...NO_FILTERS, site: this.state.site, kind, fromMs, toMs };
    const events: AuditEvent[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < ADMIN_CHART_PAGES; page += 1) {
      const path = pathOf(filters, ADMIN_MANY_EVENTS, cursor);
      const answer = await this.#client.ask({ path, signal }, (body) => parsePage(body, parseEvent));
      if (!answer.ok) return answer;
      events.push(...answer.body.items);
      cursor = answer.body.next;
      if (cursor === null) break;
    }
    return { ok: true as const, events, isPart: cursor !== null };
  }
}

interface Span {
  fromMs: number;
  toMs: number;
  signal: AbortSignal;
}
