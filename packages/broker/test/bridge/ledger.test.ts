import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { DeliveryLedger, DeliveryOutcome } from "../../src/bridge/delivery.ts";
import { createMemoryState } from "../../src/state/memory-state.ts";

const [SITE, CALL] = ["acme", "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001"];
const HOLD_MS = 180_000;

const objectLedger = (): DeliveryLedger => env.DELIVERIES.getByName(crypto.randomUUID());
const memoryLedger = (): DeliveryLedger => createMemoryState(() => 0).deliveries(SITE);

describe.each([
  ["a Durable Object", objectLedger],
  ["memory", memoryLedger],
])("the ledger of deliveries in %s", (_, create) => {
  const accept = (ledger: DeliveryLedger, nowMs: number, call = CALL) =>
    ledger.accept({ site: SITE, call, endedMs: nowMs - 1000, nowMs });
  const claim = (ledger: DeliveryLedger, nowMs: number, round = 1) =>
    ledger.claim({ call: CALL, round, nowMs });
  const report = (ledger: DeliveryLedger, nowMs: number, outcome: DeliveryOutcome, round = 1) =>
    ledger.report({ call: CALL, round, outcome, nowMs });
  const retry = { kind: "retry", nextAtMs: 60_000, code: "upstream_unavailable", isUnclear: true } as const;

  it("lets one consumer at a time send a call, and nobody once it is done", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await accept(ledger, 2000);
    expect(await claim(ledger, 3000)).toEqual({
      kind: "send",
      work: { tries: 0, endedMs: 0, failingSinceMs: null, isUnclear: false },
    });
    expect(await claim(ledger, 3000)).toEqual({ kind: "wait", untilMs: 3000 + HOLD_MS });
    await report(ledger, 4000, { kind: "done" });
    expect(await claim(ledger, 5000)).toEqual({ kind: "over" });
    await accept(ledger, 6000);
    expect(await ledger.list({ state: null, limit: 9, before: null })).toEqual([
      { call: CALL, state: "done", tries: 1, code: null, acceptedMs: 1000, nextAtMs: 1000 },
    ]);
  });

  it("knows that a call may have arrived where a consumer crashed", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await claim(ledger, 1000);
    expect(await claim(ledger, 1000 + HOLD_MS)).toMatchObject({ kind: "send", work: { isUnclear: true } });
  });

  it("counts attempts, and keeps when the first of them failed", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await claim(ledger, 1000);
    await report(ledger, 2000, retry);
    expect(await ledger.find(CALL)).toMatchObject({
      tries: 1,
      code: "upstream_unavailable",
      nextAtMs: 60_000,
    });
    expect(await claim(ledger, 30_000)).toEqual({ kind: "wait", untilMs: 60_000 });
    expect(await claim(ledger, 60_000)).toMatchObject({
      work: { tries: 1, failingSinceMs: 2000, isUnclear: true },
    });
    await report(ledger, 61_000, { ...retry, nextAtMs: 120_000, isUnclear: false });
    expect(await claim(ledger, 120_000)).toMatchObject({
      work: { tries: 2, failingSinceMs: 2000, isUnclear: false },
    });
  });

  it("does not count waiting as an attempt", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await claim(ledger, 1000);
    await report(ledger, 2000, { kind: "wait", nextAtMs: 9000 });
    expect(await ledger.find(CALL)).toMatchObject({ state: "waiting", tries: 0, code: null, nextAtMs: 9000 });
  });

  it("begins anew when a failed delivery is repeated, and ignores messages of before", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await claim(ledger, 1000);
    await report(ledger, 2000, { kind: "failed", code: "upstream_invalid" });
    expect(await claim(ledger, 3000)).toEqual({ kind: "over" });
    expect(await ledger.repeat({ call: CALL, nowMs: 4000 })).toBe("repeated");
    expect(await claim(ledger, 5000)).toEqual({ kind: "over" });
    expect(await claim(ledger, 5000, 2)).toMatchObject({ kind: "send", work: { failingSinceMs: null } });
    await report(ledger, 6000, { kind: "done" }, 2);
    expect(await ledger.repeat({ call: CALL, nowMs: 7000 })).toBe("done");
    expect(await ledger.repeat({ call: crypto.randomUUID(), nowMs: 7000 })).toBe("unknown");
  });

  it("keeps that a call was sent, whichever round it was", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await claim(ledger, 1000);
    await ledger.repeat({ call: CALL, nowMs: 2000 });
    await report(ledger, 3000, { kind: "done" });
    expect(await claim(ledger, 4000, 2)).toEqual({ kind: "over" });
  });

  it("marks as failed what the queue gives up", async () => {
    const ledger = create();
    await accept(ledger, 1000);
    await ledger.abandon({ call: CALL, round: 2 });
    expect(await ledger.find(CALL)).toMatchObject({ state: "waiting" });
    await ledger.abandon({ call: CALL, round: 1 });
    expect(await ledger.find(CALL)).toMatchObject({ state: "failed", code: "internal" });
  });

  it("lists page by page, newest first, each once, also those that were accepted at once", async () => {
    const ledger = create();
    const calls = Array.from({ length: 7 }, () => crypto.randomUUID());
    for (const [index, call] of calls.entries()) await accept(ledger, Math.floor(index / 3), call);
    const seen: { acceptedMs: number; call: string }[] = [];
    for (;;) {
      const page = await ledger.list({ state: "waiting", limit: 2, before: seen.at(-1) ?? null });
      if (page.length === 0) break;
      seen.push(...page);
    }
    expect(seen.map(({ call }) => call).toSorted()).toEqual(calls.toSorted());
    const times = seen.map(({ acceptedMs }) => acceptedMs);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    expect(await ledger.list({ state: "done", limit: 9, before: null })).toEqual([]);
  });
});
