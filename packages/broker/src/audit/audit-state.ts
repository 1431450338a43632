import type { AuditKind, ProblemCode, Scope } from "@keyhole/contract";
import { AUDIT_RING_ROWS, AUDIT_RING_SLACK } from "../base/limits/logs.ts";

/** What happened, without a word of anybody's. */
export interface AuditEvent {
  kind: AuditKind;
  /** The site's id, and the viewer's name for the owner; null where they are not known. */
  site: string | null;
  subject: string | null;
  /** Absent for what no request did. */
  requestId?: string;
  code?: ProblemCode;
  /** The exact reason of a refusal. */
  reason?: string;
  /** Method and pattern of the route, such as `GET /v1/calls/:id`. */
  action?: string;
  call?: string;
  scopes?: readonly Scope[];
  /** Refusals alike since the event before that have no event of their own. */
  unlogged?: number;
}

/** An event as it is kept. */
export interface AuditRow extends AuditEvent {
  id: string;
  atMs: number;
  /** Who can fill it cannot push out what is in another; see `ringOf`. */
  ring: string;
}

/** A place in the log, newest first. */
export type AuditPlace = Pick<AuditRow, "atMs" | "id">;

export interface AuditQuery {
  site: string | null;
  kind: AuditKind | null;
  /** Inclusive, in milliseconds since 1970. */
  fromMs: number;
  toMs: number;
  /** Only what comes after this place; null: from the newest. */
  after: AuditPlace | null;
  limit: number;
}

/** The audit log of all sites. */
export interface AuditState {
  /** Keeps rows; those that it has, it has once. Older ones than `keepMs` are forgotten. */
  write(rows: readonly AuditRow[], keepMs: number): Promise<void>;
  /** Newest first. */
  list(query: AuditQuery): Promise<readonly AuditRow[]>;
}

/** Where the rows are. */
export interface AuditStore {
  /** Adds rows of one ring; those that it has are left as they are. Returns how many the ring has now. */
  add(ring: string, rows: readonly AuditRow[]): number;
  dropOldest(ring: string, count: number): void;
  dropBefore(ms: number): void;
  rings(): readonly string[];
  /** Rows of one ring, newest first. */
  list(ring: string, query: Pick<AuditQuery, "fromMs" | "toMs" | "after" | "limit">): AuditRow[];
}

/**
 * Names the ring that an event is kept in. Visitors' keys are free to make, and anybody can be refused: neither pushes
 * out what members and the owner did, nor one site what happened at another.
 */
export function ringOf({ kind, site, reason = "" }: AuditEvent, audience: string): string {
  const part = reason.startsWith("admin: ") ? "admin" : kind === "refusal" ? "" : audience;
  return `${kind} ${site ?? ""} ${part}`;
}

/** The rules of the log over its rows. */
export class AuditBook {
  readonly #store: AuditStore;

  constructor(store: AuditStore) {
    this.#store = store;
  }

  write(rows: readonly AuditRow[]): void {
    for (const ring of new Set(rows.map((row) => row.ring))) {
      const count = this.#store.add(
        ring,
        rows.filter((row) => row.ring === ring),
      );
      if (count > AUDIT_RING_ROWS + AUDIT_RING_SLACK) this.#store.dropOldest(ring, count - AUDIT_RING_ROWS);
    }
  }

  list({ site, kind, ...query }: AuditQuery): readonly AuditRow[] {
    const rings = this.#store.rings().filter((ring) => {
      const [ofKind, ofSite] = ring.split(" ");
      return (kind === null || ofKind === kind) && (site === null || ofSite === site);
    });
    return rings
      .flatMap((ring) => this.#store.list(ring, query))
      .toSorted(newestFirst)
      .slice(0, query.limit);
  }
}

/** Newest first; the order of rows of one moment is that of their ids, backwards. */
function newestFirst(one: AuditPlace, other: AuditPlace): number {
  return other.atMs - one.atMs || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
}

/** Keeps the log in memory. */
export function createMemoryAudit(now: () => number): AuditState {
  const rowsOf = new Map<string, AuditRow[]>();
  const store: AuditStore = {
    add(ring, rows) {
      const known = rowsOf.get(ring) ?? [];
      const ids = new Set(known.map(({ id }) => id));
      const all = [...rows.filter(({ id }) => !ids.has(id)), ...known].toSorted(newestFirst);
      rowsOf.set(ring, all);
      return all.length;
    },
    dropOldest: (ring, count) => void rowsOf.get(ring)?.splice(-count),
    dropBefore(ms) {
      for (const [ring, rows] of rowsOf)
        rowsOf.set(
          ring,
          rows.filter(({ atMs }) => atMs >= ms),
        );
    },
    rings: () => [...rowsOf.keys()],
    list: (ring, { fromMs, toMs, after, limit }) =>
      (rowsOf.get(ring) ?? [])
        .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
        .filter((row) => after === null || newestFirst(row, after) > 0)
        .slice(0, limit),
  };
  const book = new AuditBook(store);
  return {
    async write(rows, keepMs) {
      book.write(rows);
      store.dropBefore(now() - keepMs);
    },
    list: async (query) => book.list(query),
  };
}
