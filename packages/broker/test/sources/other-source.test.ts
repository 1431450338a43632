import { describe, expect, it } from "vitest";
import { findCall } from "../../src/calls/find-call.ts";
import { listCalls } from "../../src/calls/list-calls.ts";
import { listMessages } from "../../src/calls/list-messages.ts";
import { checkConfig } from "../../src/config/check-config.ts";
import type { Rows } from "../../src/grants/rows.ts";
import { createKeyring } from "../../src/keys/keyring.ts";
import { createSealer } from "../../src/keys/sealer.ts";
import type { CallFilter } from "../../src/sources/filters.ts";
import type { Reading } from "../../src/sources/reading.ts";
import type { CallSource, CallsQuery } from "../../src/sources/source.ts";
import type { SourceCall } from "../../src/sources/source-call.ts";
import { KEYHOLE_SECRET, PUBLIC_URL } from "../support/identities.ts";
import { testConfig, testEnv } from "../support/test-config.ts";

function call(number: number, changes: Partial<SourceCall> = {}): SourceCall {
  return {
    id: String(number),
    agent: { id: "42", name: "Reception" },
    status: "ended",
    createdAt: new Date(Date.UTC(2026, 6, 2) - number * 60_000).toISOString(),
    joinedAt: null,
    endedAt: null,
    durationMs: number * 1000,
    endReason: null,
    medium: "phone",
    title: null,
    summary: null,
    isRecorded: false,
    metadata: {},
    joinTimeoutMs: null,
    maxDurationMs: null,
    languageHint: null,
    ...changes,
  };
}

const CALLS = Array.from({ length: 12 }, (_, index) => call(index + 1));
const nothing = async () => ({ items: [], cursor: null, total: null, skipped: 0 });

/** A source with numbers as ids, that filters nothing and pages by number. */
function numberSource(queries: CallsQuery[] = []): CallSource {
  return {
    name: "cekura",
    can: { filters: [], rowsByMetadata: false, evaluations: false },
    parseId: (text) => (/^\d+$/.test(text) ? text : undefined),
    id: "numbers",
    listName: (query) => query,
    async list(query) {
      queries.push(query);
      const start = Number(query.cursor ?? 0);
      const end = start + query.pageSize;
      const cursor = end < CALLS.length ? String(end) : null;
      return { items: CALLS.slice(start, end), cursor, total: CALLS.length, skipped: 0 };
    },
    get: async (id) => CALLS.find((each) => each.id === id) ?? call(0),
    countStages: async () => null,
    messages: async () => ({
      ...(await nothing()),
      items: ["Hello.", "Good-bye."].map((text) => ({
        stageId: null,
        index: null,
        role: "agent" as const,
        text,
        medium: "voice" as const,
        audioStartMs: null,
        audioEndMs: null,
        startMs: null,
        endMs: null,
        toolName: null,
        invocationId: null,
      })),
    }),
    events: nothing,
    openRecording: async () => ({ ok: false, size: null }),
    count: async () => null,
    agents: nothing,
  };
}

function read(source: CallSource, rows: Rows = {}): Reading {
  const site = checkConfig(testConfig, testEnv()).sites.get("acme");
  if (site === undefined) throw new Error("the config has no site acme");
  const keyring = createKeyring({ secrets: [KEYHOLE_SECRET], now: Date.now });
  const sealer = createSealer({ keyring, issuer: PUBLIC_URL, now: Date.now });
  const access = {
    site,
    subject: "member:1",
    audience: "members",
    origin: "o",
    scopes: ["calls:read"],
    rows,
    revokedMs: 0,
  } as const;
  return {
    access,
    source,
    sealer,
    now: Date.now,
    noteRefusal: () => {},
    timeLeft: () => ({ deadlineMs: 1000 }),
  };
}

async function walk(reading: Reading, filter: CallFilter = {}) {
  const ids: string[] = [];
  const totals: (number | undefined)[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCalls>> = await listCalls(reading, {
      filter,
      limit: 5,
      cursor,
    });
    ids.push(...page.items.map(({ id }) => id));
    totals.push(page.total);
    cursor = page.next;
  } while (cursor !== null);
  return { ids, totals };
}

describe("listCalls over a source that filters nothing", () => {
  it("returns every call once, with the source's total", async () => {
    const { ids, totals } = await walk(read(numberSource()));
    expect(ids).toEqual(CALLS.map(({ id }) => id));
    expect(totals).toEqual([12, 12, 12]);
  });

  it("matches filters by itself, and leaves out the total", async () => {
    const { ids, totals } = await walk(read(numberSource()), { minDurationMs: 8000 });
    expect(ids).toEqual(["8", "9", "10", "11", "12"]);
    expect(new Set(totals)).toEqual(new Set([undefined]));
  });

  it("applies the grant's rows by itself", async () => {
    const { ids } = await walk(read(numberSource(), { to: call(11).createdAt }));
    expect(ids).toEqual(["11", "12"]);
  });

  it("returns nothing, without asking, for rows by metadata when the source lists none", async () => {
    const queries: CallsQuery[] = [];
    const { ids } = await walk(read(numberSource(queries), { metadata: { tenant: "a" } }));
    expect([ids, queries]).toEqual([[], []]);
  });
});

describe("findCall over another source", () => {
  it("accepts ids in the source's form alone", async () => {
    const reading = read(numberSource());
    expect((await findCall(reading, "3")).id).toBe("3");
    const uuid = "cccccccc-0000-4000-8000-000000000001";
    await expect(findCall(reading, uuid)).rejects.toThrow("not_found");
  });
});

describe("listMessages over a source without stages or indexes", () => {
  it("numbers the turns of one stage by their places", async () => {
    const { items } = await listMessages(read(numberSource()), call(1), { cursor: null, limit: 25 });
    expect(items.map(({ id, stage }) => [id, stage])).toEqual([
      ["0:p0", 0],
      ["0:p1", 0],
    ]);
  });
});
