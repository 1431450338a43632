import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createMemoryState } from "../../src/index.ts";
import type { StartClaim, StartRule } from "../../src/starts/start-ledger.ts";
import { createObjectState } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";

const NOW_MS = Date.now();
const STATES = [
  ["in memory", () => createMemoryState()],
  ["in Durable Objects", () => createObjectState({ ...env, KEYHOLE_SECRET })],
] as const;

const starts = (most: number, withinMs = 3_600_000): StartRule => ({
  name: "starts",
  kind: "starts",
  most,
  withinMs,
});
const time = (mostMs: number): StartRule => ({ name: "time", kind: "time", mostMs, withinMs: 86_400_000 });
const atOnce = (most: number): StartRule => ({ name: "at once", kind: "at once", most });

function claim(id: string, limits: readonly StartRule[], changes: Partial<StartClaim> = {}): StartClaim {
  return {
    id,
    viewer: "a",
    hash: "h",
    nowMs: NOW_MS,
    joinTimeoutMs: 30_000,
    maxDurationMs: 60_000,
    limits,
    ...changes,
  };
}

describe.each(STATES)("starts kept %s", (_, createState) => {
  const open = () => createState().startsOfViewer(crypto.randomUUID(), ["visitors a"]);

  it("know an id again, with what became of it", async () => {
    const ledger = open();
    expect(await ledger.find(["a"])).toBeNull();
    expect(await ledger.claim(claim("a", []))).toEqual({ kind: "claimed" });
    expect(await ledger.claim(claim("a", []))).toMatchObject({
      kind: "known",
      entry: { id: "a", callId: null },
    });
    await ledger.made({ id: "a", callId: "c", answer: "sealed", joinBeforeMs: NOW_MS + 20_000 });
    expect(await ledger.find(["z", "a"])).toMatchObject({
      callId: "c",
      answer: "sealed",
      joinBeforeMs: NOW_MS + 20_000,
    });
    await ledger.over({ callId: "c" }, 10_000);
    expect(await ledger.find(["a"])).toMatchObject({ isOver: true, answer: null, takenMs: 10_000 });
    await ledger.release("a");
    expect(await ledger.find(["a"])).toBeNull();
  });

  it("count starts in a sliding time, and tell when there is room again", async () => {
    const ledger = open();
    const rules = [starts(2)];
    await ledger.claim(claim("a", rules));
    await ledger.claim(claim("b", rules, { nowMs: NOW_MS + 1_000 }));
    const full = await ledger.claim(claim("c", rules, { nowMs: NOW_MS + 2_000 }));
    expect(full).toEqual({ kind: "full", rule: "starts", retryAfterMs: 3_598_000, unsettled: [] });
    expect(await ledger.claim(claim("c", rules, { nowMs: NOW_MS + 3_600_000 }))).toEqual({ kind: "claimed" });
    expect(await ledger.claim(claim("d", rules, { nowMs: NOW_MS + 3_600_001 }))).toMatchObject({
      kind: "full",
    });
  });

  it("reserve time, give back what is left, and name what may be over", async () => {
    const ledger = open();
    const rules = [time(150_000)];
    await ledger.claim(claim("a", rules));
    await ledger.claim(claim("b", rules));
    const full = await ledger.claim(claim("c", rules));
    expect(full).toMatchObject({ kind: "full", rule: "time", unsettled: [{ id: "a" }, { id: "b" }] });
    await ledger.over({ id: "a" }, 30_000);
    expect(await ledger.claim(claim("c", rules))).toEqual({ kind: "claimed" });
    // A call takes no more than was reserved, and never less than nothing.
    await ledger.over({ id: "b" }, 999_000);
    await ledger.over({ id: "c" }, -5);
    expect((await ledger.find(["b"]))?.takenMs).toBe(60_000);
    expect((await ledger.find(["c"]))?.takenMs).toBe(0);
  });

  it("let so many calls go on at once, and wait for the first that has to end", async () => {
    const ledger = open();
    const rules = [atOnce(1)];
    await ledger.claim(claim("a", rules));
    expect(await ledger.claim(claim("b", rules, { nowMs: NOW_MS + 1_000 }))).toMatchObject({
      kind: "full",
      retryAfterMs: 89_000,
      unsettled: [{ id: "a" }],
    });
    expect(await ledger.claim(claim("b", rules, { nowMs: NOW_MS + 90_000 }))).toEqual({ kind: "claimed" });
    expect(await open().claim(claim("a", [atOnce(0)]))).toMatchObject({ kind: "full" });
  });

  it("give no answer again once the call is joined, and count it until its longest end", async () => {
    const ledger = open();
    const rules = [atOnce(1)];
    await ledger.claim(claim("a", rules));
    await ledger.made({ id: "a", callId: "c", answer: "sealed", joinBeforeMs: NOW_MS + 30_000 });
    await ledger.joined({ id: "a", callId: "c" }, NOW_MS + 5_000);
    expect(await ledger.find(["a"])).toMatchObject({ answer: null, isOver: false });
    expect(await ledger.claim(claim("b", rules))).toMatchObject({ kind: "full", retryAfterMs: 65_000 });
    await ledger.over({ id: "a", callId: "c" }, 1_000);
    // A message that comes late says nothing new.
    await ledger.joined({ id: "a", callId: "c" }, NOW_MS + 5_000);
    expect(await ledger.claim(claim("b", rules))).toEqual({ kind: "claimed" });
  });

  it("keep the minutes of a call that was left before anyone joined, until it is known to be over", async () => {
    const ledger = open();
    const rules = [atOnce(1), time(100_000)];
    await ledger.claim(claim("a", rules));
    await ledger.made({ id: "a", callId: "c", answer: "sealed", joinBeforeMs: NOW_MS + 30_000 });
    await ledger.left({ callId: "c" });
    expect(await ledger.find(["a"])).toMatchObject({ answer: null, isOver: false, takenMs: 60_000 });
    expect(await ledger.claim(claim("b", rules))).toMatchObject({
      kind: "full",
      rule: "time",
      retryAfterMs: 30_000,
      unsettled: [{ id: "a" }],
    });
    expect(await ledger.claim(claim("b", [atOnce(1)]))).toEqual({ kind: "claimed" });
    // Joined all the same: it is one of those at once again.
    await ledger.over({ id: "b" }, 0);
    await ledger.joined({ callId: "c" }, NOW_MS + 5_000);
    expect(await ledger.claim(claim("d", [atOnce(1)]))).toMatchObject({ kind: "full" });
  });

  it("are settled by their own name before the answer has told the call's, and by no other call", async () => {
    const ledger = open();
    await ledger.claim(claim("a", []));
    await ledger.over({ id: "a", callId: "c" }, 2_000);
    await ledger.made({ id: "a", callId: "c", answer: "sealed", joinBeforeMs: NOW_MS + 30_000 });
    expect(await ledger.find(["a"])).toMatchObject({
      callId: "c",
      answer: null,
      isOver: true,
      takenMs: 2_000,
    });
    await ledger.over({ id: "a", callId: "another" }, 50_000);
    await ledger.over({ id: "unknown", callId: "another" }, 50_000);
    expect(await ledger.find(["a"])).toMatchObject({ callId: "c", takenMs: 2_000 });
    // What it took by its end is the truth, whatever was thought before; without a time it is all that was reserved.
    await ledger.over({ callId: "c" }, 9_000);
    expect((await ledger.find(["a"]))?.takenMs).toBe(9_000);
    await ledger.over({ callId: "c" }, null);
    expect((await ledger.find(["a"]))?.takenMs).toBe(60_000);
  });

  it("forget after a day what no limit counts", async () => {
    const ledger = open();
    await ledger.claim(claim("a", []));
    await ledger.claim(claim("b", [], { nowMs: NOW_MS + 25 * 3_600_000 + 1 }));
    expect(await ledger.find(["a"])).toBeNull();
  });

  it("tell what is used of each limit, and which calls may go on", async () => {
    const ledger = open();
    await ledger.claim(claim("a", [], { viewer: "one", nowMs: NOW_MS - 7_200_000 }));
    await ledger.claim(claim("b", [], { viewer: "one" }));
    await ledger.claim(claim("c", [], { viewer: "two" }));
    await ledger.over({ id: "a" }, 10_000);
    expect(await ledger.describe(NOW_MS)).toEqual({
      lastMinute: 2,
      lastHour: 2,
      lastDay: 3,
      takenMs: 130_000,
      atOnce: 2,
    });
    const ids = async (viewer: string | null, nowMs = NOW_MS) =>
      (await ledger.open({ viewer, nowMs })).map(({ id }) => id);
    expect([await ids(null), await ids("one"), await ids(null, NOW_MS + 90_000)]).toEqual([
      ["b", "c"],
      ["b"],
      [],
    ]);
    // Until nobody can join, somebody may join a call that its viewer hung up.
    await ledger.left({ id: "c" });
    expect(await ids("two")).toEqual(["c"]);
  });

  it("remember a solved challenge for its time", async () => {
    const ledger = open();
    expect(await ledger.isChallenged(NOW_MS)).toBe(false);
    await ledger.solved(NOW_MS + 1_000);
    expect([await ledger.isChallenged(NOW_MS), await ledger.isChallenged(NOW_MS + 1_000)]).toEqual([
      true,
      false,
    ]);
  });
});

describe.each(STATES)("starts of a member while KEYHOLE_SECRET is rotated, kept %s", (_, createState) => {
  it("are those of before too", async () => {
    const state = createState();
    const site = crypto.randomUUID();
    const before = state.startsOfViewer(site, ["members old"]);
    await before.claim(claim("a", []));
    const now = state.startsOfViewer(site, ["members new", "members old"]);
    expect(await now.find(["new", "a"])).toMatchObject({ id: "a" });
    expect(await now.claim(claim("b", [starts(1)]))).toMatchObject({ kind: "full" });
    // What the old ledger refuses is not left in the new one.
    expect(await now.find(["b"])).toBeNull();
    expect(await now.claim(claim("c", [starts(2)]))).toEqual({ kind: "claimed" });
    // A webhook knows the stamp alone that the call was made with.
    await state.startsOfViewer(site, ["members new"]).over({ id: "c" }, 1_000);
    expect(await now.find(["c"])).toMatchObject({ isOver: true });
    await now.over({ id: "a" }, 1_000);
    expect(await before.find(["a"])).toMatchObject({ isOver: true });
  });
});
