import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { SqlWindow } from "../../src/worker/sql-window.ts";

/** Runs in an object of its own, with its real SQLite. */
async function withWindow<Result>(name: string, use: (window: SqlWindow) => Result): Promise<Result> {
  return runInDurableObject(objects().getByName(name), (_instance, state) =>
    use(new SqlWindow(state.storage.sql)),
  );
}

function objects(): DurableObjectNamespace {
  return (env as unknown as { SITES: DurableObjectNamespace }).SITES;
}

const START_MS = Date.parse("2026-08-15T12:00:00Z");

describe("SqlWindow", () => {
  it("lets exactly the limit through", async () => {
    const taken = await withWindow("exact", (window) =>
      Array.from({ length: 12 }, () => window.take("request", { limit: 10, count: 1, nowMs: START_MS }).ok),
    );
    expect(taken.filter((ok) => ok)).toHaveLength(10);
  });

  it("never lets more than the limit through in any 60 seconds", async () => {
    const limit = 7;
    const times = await withWindow("any-window", (window) => {
      const passed: number[] = [];
      for (let ms = 0; ms < 240_000; ms += 700) {
        if (window.take("request", { limit: limit, count: 1, nowMs: START_MS + ms }).ok) passed.push(ms);
      }
      return passed;
    });
    for (const start of times) {
      expect(times.filter((ms) => ms >= start && ms < start + 60_000).length).toBeLessThanOrEqual(limit);
    }
    expect(times.length).toBeGreaterThan(limit * 3);
  });

  it("tells exactly when there is room again", async () => {
    const answers = await withWindow("truth", (window) => {
      for (const second of [0, 10, 20])
        window.take("request", { limit: 3, count: 1, nowMs: START_MS + second * 1000 });
      const refused = window.take("request", { limit: 3, count: 1, nowMs: START_MS + 30_000 });
      if (refused.ok) throw new Error("there is no room");
      const { retryAfterSeconds } = refused;
      const before = window.take("request", {
        limit: 3,
        count: 1,
        nowMs: START_MS + 30_000 + (retryAfterSeconds - 1) * 1000,
      });
      return {
        retryAfterSeconds,
        before,
        after: window.take("request", {
          limit: 3,
          count: 1,
          nowMs: START_MS + 30_000 + retryAfterSeconds * 1000,
        }),
      };
    });
    expect(answers).toEqual({
      retryAfterSeconds: 31,
      before: { ok: false, retryAfterSeconds: 1 },
      after: { ok: true },
    });
  });

  it("takes all or none", async () => {
    const answers = await withWindow("all-or-none", (window) => [
      window.take("request", { limit: 10, count: 8, nowMs: START_MS }).ok,
      window.take("request", { limit: 10, count: 3, nowMs: START_MS }).ok,
      window.take("request", { limit: 10, count: 2, nowMs: START_MS }).ok,
    ]);
    expect(answers).toEqual([true, false, true]);
  });

  it("counts each name by itself", async () => {
    const answers = await withWindow("names", (window) => [
      window.take("request", { limit: 1, count: 1, nowMs: START_MS }).ok,
      window.take("mint", { limit: 1, count: 1, nowMs: START_MS }).ok,
      window.take("request", { limit: 1, count: 1, nowMs: START_MS }).ok,
    ]);
    expect(answers).toEqual([true, true, false]);
  });

  it("counts the same with what it remembers as with what is stored, whichever clock asks", async () => {
    const limit = 40;
    const steps = Array.from({ length: 200 }, (_, index) => ({
      limit,
      count: 1 + (index % 3),
      // Every third isolate is 20 s behind.
      nowMs: START_MS + index * 900 - (index % 3 === 0 ? 20_000 : 0),
      spendWithinSeconds: index % 2 === 0 ? 5 : 0,
    }));
    const ask = (name: string, isNewEachTime: boolean) =>
      runInDurableObject(objects().getByName(name), (_instance, state) => {
        const window = new SqlWindow(state.storage.sql);
        const next = () => (isNewEachTime ? new SqlWindow(state.storage.sql) : window);
        return steps.map((step) => next().take("request", step));
      });
    const remembered = await ask("remembered", false);
    expect(remembered).toEqual(await ask("stored", true));
    expect(new Set(remembered.map(({ ok }) => ok))).toEqual(new Set([true, false]));
  });
});
