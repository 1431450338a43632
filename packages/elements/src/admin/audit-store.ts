import type { AuditKind } from "@keyhole/contract";
import { ADMIN_FILE_PAGES, ADMIN_MANY_EVENTS, ADMIN_PAGE_EVENTS } from "../base/limits.ts";
import { parsePage } from "../base/parse-fields.ts";
import { Store } from "../base/store.ts";
import type { AdminClient, AdminFailure } from "./admin-answer.ts";
import { type AuditEvent, parseEvent } from "./parse-admin.ts";

/** What the log is narrowed to; null for all of it. */
export interface AuditFilters {
  site: string | null;
  kind: AuditKind | null;
  /** Inclusive, in milliseconds since 1970. */
  fromMs: number | null;
  toMs: number | null;
}

export const NO_FILTERS: AuditFilters = { site: null, kind: null, fromMs: null, toMs: null };

export interface AuditState {
  filters: AuditFilters;
  events: readonly AuditEvent[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
  phase: "loading" | "more" | "ready" | "failed";
  failure: AdminFailure | null;
  /** Events in the file that is being made; null without one. */
  savingEvents: number | null;
}

/** A file of events, a JSON object a line. */
export interface AuditFile {
  lines: string;
  count: number;
  /** Whether there are older events, which are in no file. */
  isPart: boolean;
}

/** The audit log, newest first, page by page. */
export class AuditStore extends Store<AuditState> {
  readonly #client: AdminClient;

  constructor(client: AdminClient) {
    super({
      filters: NO_FILTERS,
      events: [],
      next: null,
      phase: "loading",
      failure: null,
      savingEvents: null,
    });
    this.#client = client;
  }

  /** Loads the first page; what is shown stays until it is there. */
  async load(filters: AuditFilters = this.state.filters): Promise<void> {
    this.restart();
    this.set({ filters, phase: "loading", failure: null, savingEvents: null });
    await this.#read(null);
  }

  /** Loads the next page, or tries it again. */
  async more(): Promise<void> {
    const { next, phase } = this.state;
    if (next === null || phase === "loading" || phase === "more") return;
    this.set({ phase: "more", failure: null });
    await this.#read(next);
  }

  /** All events of the filters, up to `ADMIN_FILE_PAGES` pages; null where that failed, or was dropped. */
  async save(): Promise<AuditFile | null> {
    const { filters } = this.state;
    const pages: string[] = [];
    let cursor: string | null = null;
    let count = 0;
    this.set({ savingEvents: 0, failure: null });
    do {
      const path = pathOf(filters, ADMIN_MANY_EVENTS, cursor);
      const answer = await this.current((signal) => this.#client.askLines({ path, signal }));
      if (!answer) return null;
      if (!answer.ok) {
        this.set({ savingEvents: null, failure: answer.failure });
        return null;
      }
      pages.push(answer.body.lines);
      count += answer.body.lines.split("\n").filter((line) => line !== "").length;
      cursor = answer.body.next;
      this.set({ savingEvents: count });
    } while (cursor !== null && pages.length < ADMIN_FILE_PAGES);
    this.set({ savingEvents: null });
    return { lines: pages.join(""), count, isPart: cursor !== null };
  }

  async #read(cursor: string | null): Promise<void> {
    const path = pathOf(this.state.filters, ADMIN_PAGE_EVENTS, cursor);
    const answer = await this.current((signal) =>
      this.#client.ask({ path, signal }, (body) => parsePage(body, parseEvent)),
    );
    if (!answer) return;
    if (!answer.ok) {
      this.set({ phase: "failed", failure: answer.failure });
      return;
    }
    const { items, next } = answer.body;
    const known = cursor === null ? [] : this.state.events;
    this.set({ events: [...known, ...items], next, phase: "ready" });
  }
}

/** The address of one page of the log. */
export function pathOf(
  { site, kind, fromMs, toMs }: AuditFilters,
  limit: number,
  cursor: string | null,
): string {
  const query = new URLSearchParams({ limit: `${limit}` });
  if (site !== null) query.set("site", site);
  if (kind !== null) query.set("kind", kind);
  if (fromMs !== null) query.set("from", new Date(fromMs).toISOString());
  if (toMs !== null) query.set("to", new Date(toMs).toISOString());
  if (cursor !== null) query.set("cursor", cursor);
  return `audit?${query}`;
}
