import type { Scope } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { type RawCall, rawCall } from "../support/raw-call.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 6, 2);
const scopes: Scope[] = ["calls:read", "evaluations:read"];

interface Row {
  id: number;
  call_id: string;
  success: boolean | null;
}

/** A call log of a call, as a list has it. */
function row({ callId }: Pick<RawCall, "callId">, changes: Partial<Row> = {}) {
  return {
    ...{ id: 5, call_id: callId, timestamp: new Date(NOW).toISOString(), success: false, status: "failure" },
    ...{ metrics: [{ id: 35, name: "Tools", eval_type: "binary", passed: false }] },
    ...changes,
  };
}

function callsAt(...agesMs: number[]): RawCall[] {
  return agesMs.map((ageMs) => {
    const created = new Date(NOW - ageMs).toISOString();
    return rawCall({ callId: crypto.randomUUID(), created, joined: created, ended: created });
  });
}

/** Reads the evaluations of calls from a Cekura that answers as a test says. */
async function find(calls: readonly RawCall[], answer: (url: URL, count: number) => Response) {
  const asked: URL[] = [];
  const upstream = new FakeUpstream(calls, {
    instead(url) {
      if (url.hostname !== "cekura.example") return undefined;
      asked.push(url);
      return answer(url, asked.length);
    },
  });
  const page = await enterAs(upstream.fetch, {
    scopes,
    site: { cekura: { project: 1376 } },
    env: { CEKURA_API_KEY: "a-key-of-cekura", CEKURA_BASE_URL: "https://cekura.example" },
  });
  const query = calls.map(({ callId }) => `call=${callId}`).join("&");
  const read = async () => {
    const { items } = await page.read<{
      items: { callId: string; verdict: string; reason: string | null }[];
    }>(`/v1/evaluations?${query}`);
    return items.map(({ verdict, reason }) => (reason === null ? verdict : `${verdict}: ${reason}`));
  };
  return { items: await read(), read, asked };
}

const list = (results: object[], page: number | null = null) =>
  json({
    results,
    count: results.length,
    next: page === null ? null : `https://cekura.example/?page=${page}`,
  });

describe("evaluations from a Cekura", () => {
  it("that has none of a call that ended long ago", async () => {
    const { items } = await find(callsAt(DAY), () => list([]));
    expect(items).toEqual(["none"]);
  });

  it("that has a call twice are those of the newer log", async () => {
    const calls = callsAt(0);
    const [call] = calls as [RawCall];
    const { items } = await find(calls, () =>
      list([row(call, { id: 7, success: null }), row(call, { id: 9 }), row(call, { id: 8, success: null })]),
    );
    expect(items).toEqual(["failed"]);
  });

  it("that answers with calls nobody asked for are left out", async () => {
    const calls = callsAt(DAY);
    const { items } = await find(calls, () => list(callsAt(0, 0).map((other) => row(other))));
    expect(items).toEqual(["none"]);
  });

  it("that answers page by page are complete", async () => {
    const calls = callsAt(0, 1);
    const [one, other] = calls as [RawCall, RawCall];
    const { items, asked } = await find(calls, (_, count) =>
      count === 1 ? list([row(one)], 2) : list([row(other)]),
    );
    expect([items, asked.length]).toEqual([["failed", "failed"], 2]);
  });

  it("whose pages do not end are too old beyond four requests, and no others", async () => {
    const calls = callsAt(0, 1);
    const [one] = calls as [RawCall];
    const { items, asked } = await find(calls, (_, count) => list([row(one)], count + 1));
    expect([items, asked.length]).toEqual([["failed", "none: too_old"], 4]);
  });

  it("for calls of years take four requests, and the next request asks for the others", async () => {
    const calls = callsAt(0, 100 * DAY, 200 * DAY, 300 * DAY, 400 * DAY);
    const answer = (url: URL) => {
      const { value } = JSON.parse(url.searchParams.get("filters_v2") ?? "{}") as { value: string[] };
      return list(value.map((callId) => row({ callId })));
    };
    const { items, read, asked } = await find(calls, answer);
    expect(items).toEqual(["failed", "failed", "failed", "failed", "none: too_old"]);
    expect(asked).toHaveLength(4);
    expect(await read()).toEqual(calls.map(() => "failed"));
    expect(asked).toHaveLength(5);
  });

  it("that has no operator for several calls take four requests, too", async () => {
    const calls = callsAt(0, 100 * DAY, 200 * DAY, 300 * DAY);
    const { asked, read } = await find(calls, (url) =>
      url.searchParams.get("filters_v2")?.includes('"in"') ? json({}, 400) : list([]),
    );
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(await read()).toHaveLength(4);
  });

  it("that is down for one window alone are there for the others", async () => {
    const calls = callsAt(0, 100 * DAY);
    const [one] = calls as [RawCall];
    const { items } = await find(calls, (url) =>
      url.search.includes(one.callId)
        ? list([row(one)])
        : new Response(null, { status: 503, headers: { "Retry-After": "60" } }),
    );
    expect(items).toEqual(["failed", "pending: unavailable"]);
  });
});
