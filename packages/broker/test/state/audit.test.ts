import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { AuditQuery, AuditRow } from "../../src/audit/audit-state.ts";
import { AUDIT_RING_ROWS, AUDIT_RING_SLACK } from "../../src/base/limits/logs.ts";
import { createMemoryState } from "../../src/index.ts";

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
const STATES = [
  ["in memory", () => createMemoryState().audit()],
  ["in a Durable Object", () => env.AUDIT.getByName(crypto.randomUUID())],
] as const;

function row(count: number, changes: Partial<AuditRow> = {}): AuditRow {
  const { kind = "mint", site = "acme" } = changes;
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
  return { kind, site, subject: null, id, atMs: NOW_MS + count, ring: `${kind} ${site ?? ""} x`, ...changes };
}

const ALL: AuditQuery = { site: null, kind: null, fromMs: 0, toMs: 1e15, after: null, limit: 1_000 };

describe.each(STATES)("an audit log kept %s", (_, open) => {
  const idsOf = (rows: readonly AuditRow[]) => rows.map(({ id }) => Number(id.slice(-12)));

  it("has each row once, newest first over all rings", async () => {
    const log = open();
    const rows = [row(1), row(2, { kind: "read" }), row(3, { site: "other" }), row(4, { site: null })];
    await log.write(rows, DAY_MS);
    await log.write([...rows, row(5)], DAY_MS);
    expect(idsOf(await log.list(ALL))).toEqual([5, 4, 3, 2, 1]);
    expect((await log.list({ ...ALL, kind: "read" }))[0]).toEqual(rows[1]);
  });

  it("finds by site, kind and time, and goes on after a place", async () => {
    const log = open();
    await log.write([row(1), row(2, { kind: "read" }), row(3, { site: "other" }), row(4), row(5)], DAY_MS);
    const find = async (query: Partial<AuditQuery>) => idsOf(await log.list({ ...ALL, ...query }));
    expect(await find({ site: "acme" })).toEqual([5, 4, 2, 1]);
    expect(await find({ site: "acme", kind: "mint" })).toEqual([5, 4, 1]);
    expect(await find({ fromMs: NOW_MS + 2, toMs: NOW_MS + 4 })).toEqual([4, 3, 2]);
    expect(await find({ limit: 2 })).toEqual([5, 4]);
    expect(await find({ limit: 2, after: row(4) })).toEqual([3, 2]);
  });

  it("goes on within one moment", async () => {
    const log = open();
    await log.write(
      [1, 2, 3].map((count) => row(count, { atMs: NOW_MS })),
      DAY_MS,
    );
    expect(idsOf(await log.list({ ...ALL, after: { ...row(3), atMs: NOW_MS } }))).toEqual([2, 1]);
  });

  it("keeps so many rows in a ring, and those of another beside them", async () => {
    const log = open();
    await log.write([row(0, { kind: "admin" })], DAY_MS);
    const many = AUDIT_RING_ROWS + AUDIT_RING_SLACK + 1;
    for (let from = 1; from <= many; from += 2_000) {
      const length = Math.min(2_000, many - from + 1);
      await log.write(
        Array.from({ length }, (_, index) => row(from + index)),
        DAY_MS,
      );
    }
    const kept = idsOf(await log.list({ ...ALL, limit: 100_000 }));
    expect(kept.length).toBe(AUDIT_RING_ROWS + 1);
    expect([kept[0], kept.at(-1)]).toEqual([many, 0]);
  });
});

describe("the object of the audit log", () => {
  it("forgets what is older than the owner keeps it, and all of its storage in the end", async () => {
    const log = env.AUDIT.getByName(crypto.randomUUID());
    await log.write([row(1, { atMs: NOW_MS - 2 * DAY_MS }), row(2)], DAY_MS);
    await runDurableObjectAlarm(log);
    expect((await log.list(ALL)).length).toBe(1);
    await log.write([row(3)], -DAY_MS);
    await runDurableObjectAlarm(log);
    const tables = await runInDurableObject(log, (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('events', 'rings')").toArray(),
    );
    expect(tables).toEqual([]);
    expect(await log.list(ALL)).toEqual([]);
  });
});
