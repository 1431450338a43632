import { describe, expect, it } from "vitest";
import { budgetedFetch } from "../../src/budget/budgeted-fetch.ts";
import { Ledger } from "../../src/budget/ledger.ts";
import { createUpstreamBudget } from "../../src/budget/upstream-budget.ts";

/** An isolate's part of a budget that has settled, and the hops that it makes to the budget's object. */
function openIsolate() {
  const clock = { nowMs: 0 };
  const ledger = new Ledger(() => clock.nowMs);
  clock.nowMs = 20_000;
  const hops: string[] = [];
  const behind: Promise<unknown>[] = [];
  const budget = createUpstreamBudget({
    state: () => ({
      async lease(request) {
        hops.push("lease");
        return ledger.lease(request);
      },
      async permit(audience) {
        hops.push("permit");
        return ledger.permit(audience);
      },
      async shrink() {
        hops.push("shrink");
        ledger.shrink();
      },
      report: async (health) => ledger.report(health),
    }),
    now: () => clock.nowMs,
    waitUntil: (work) => behind.push(work),
  });
  const settle = () => Promise.all(behind.splice(0));
  return { clock, budget, ledger, hops, settle };
}

describe("an isolate's part of the budget", () => {
  it("asks for a permit the first time, and leases behind the answer", async () => {
    const { budget, hops, settle } = openIsolate();
    expect(await budget.take("members")).toEqual({ ok: true });
    await settle();
    expect(hops.toSorted()).toEqual(["lease", "permit"]);
  });

  it("needs no hop for most requests", async () => {
    const { budget, clock, hops, settle } = openIsolate();
    await budget.take("members");
    await settle();
    hops.length = 0;
    // Two requests a second, over a minute: a lease of ten seconds is renewed now and then.
    for (let request = 0; request < 120; request += 1) {
      clock.nowMs += 500;
      expect(await budget.take("members")).toEqual({ ok: true });
      await settle();
    }
    expect(hops.filter((hop) => hop === "permit")).toEqual([]);
    expect(hops.length).toBeLessThan(15);
  });

  it("exceeds its lease with permits, up to the budget", async () => {
    const { budget, settle } = openIsolate();
    await budget.take("members");
    await settle();
    const taken = await Promise.all(Array.from({ length: 300 }, () => budget.take("members")));
    const passed = taken.filter(({ ok }) => ok).length;
    expect(passed).toBeGreaterThan(140);
    expect(passed).toBeLessThanOrEqual(160);
  });

  it("does not use a delayed permit", async () => {
    const clock = { nowMs: 20_000 };
    const budget = createUpstreamBudget({
      state: () => ({
        lease: async () => ({ rates: { members: 0, visitors: 0 }, forMs: 1000 }),
        async permit() {
          clock.nowMs += 251;
          return { ok: true };
        },
        shrink: async () => {},
        report: async () => {},
      }),
      now: () => clock.nowMs,
      waitUntil: () => {},
    });
    expect(await budget.take("members")).toEqual({ ok: false, retryAfterSeconds: 1 });
  });

  it("lets members spend what visitors leave, never the other way round", async () => {
    const { budget, ledger, clock, settle } = openIsolate();
    // A lease for both, and time for both of its bursts to fill.
    for (const waitMs of [300, 300, 1100]) {
      await budget.take("members");
      await budget.take("visitors");
      await settle();
      clock.nowMs += waitMs;
    }
    // Other isolates take all that is left.
    while (ledger.permit("members").ok);
    const count = async (audience: "members" | "visitors") => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => budget.take(audience)));
      return taken.filter(({ ok }) => ok).length;
    };
    expect(await count("members")).toBe(10);
    expect(await count("visitors")).toBe(0);
  });
});

describe("a budgeted fetch", () => {
  it("answers 429 without asking the upstream when the budget is used up", async () => {
    const { budget } = openIsolate();
    let asked = 0;
    const fetch = budgetedFetch(
      async () => {
        asked += 1;
        return new Response("ok");
      },
      { budget, audience: "members", origin: "https://upstream.example" },
    );
    const answers = await Promise.all(Array.from({ length: 200 }, () => fetch("https://upstream.example/")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(asked).toBe(200 - refused.length);
    expect(refused.length).toBeGreaterThanOrEqual(40);
    expect(Number(refused[0]?.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
  });

  it("shrinks the budget when the upstream refuses anyway", async () => {
    const { budget, ledger, hops, settle } = openIsolate();
    const refusing = async () => new Response(null, { status: 429 });
    const fetch = budgetedFetch(refusing, {
      budget,
      audience: "members",
      origin: "https://upstream.example",
    });
    expect((await fetch("https://upstream.example/")).status).toBe(429);
    await settle();
    expect(hops).toContain("shrink");
    const left = Array.from({ length: 200 }, () => ledger.permit("members")).filter(({ ok }) => ok).length;
    expect(left).toBeLessThanOrEqual(80);
  });

  it("spends nothing on a recording's storage", async () => {
    const { budget, hops } = openIsolate();
    const refusing = async () => new Response(null, { status: 429 });
    const fetch = budgetedFetch(refusing, {
      budget,
      audience: "members",
      origin: "https://upstream.example",
    });
    expect((await fetch("https://storage.example/1.wav")).status).toBe(429);
    expect(hops).toEqual([]);
  });
});
