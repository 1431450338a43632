import { expect, it } from "vitest";
import { createPrepaid } from "../../src/admission/prepaid.ts";

it("prepays in growing batches, never more than the limit gave", async () => {
  const batches: number[] = [];
  const spend = createPrepaid({
    limitPerMinute: 1000,
    now: () => 0,
    take: async (count) => {
      batches.push(count);
      return { ok: true };
    },
  });
  // The clock stands at 0, which is within the time of a batch.
  for (let use = 0; use < 40; use += 1) expect((await spend()).ok).toBe(true);
  expect(batches).toEqual([4, 10, 10, 10, 10]);
});

it("takes a single use when a batch does not fit, and passes on the refusal", async () => {
  let left = 3;
  const spend = createPrepaid({
    limitPerMinute: 1000,
    now: () => 0,
    take: async (count) => {
      if (count > left) return { ok: false, retryAfterSeconds: 7 };
      left -= count;
      return { ok: true };
    },
  });
  const answers = [];
  for (let use = 0; use < 4; use += 1) answers.push(await spend());
  expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }, { ok: false, retryAfterSeconds: 7 }]);
});

it("loses uses that are not spent in time", async () => {
  let nowMs = 0;
  const batches: number[] = [];
  const spend = createPrepaid({
    limitPerMinute: 1000,
    now: () => nowMs,
    take: async (count) => {
      batches.push(count);
      return { ok: true };
    },
  });
  for (let use = 0; use < 6; use += 1) await spend();
  expect(batches).toEqual([4, 10]);
  // Eight of the batch are left. They are not there any more, now or behind what is paid next.
  nowMs = 60_000;
  await spend();
  nowMs = 120_000;
  await spend();
  nowMs = 180_000;
  await spend();
  expect(batches).toEqual([4, 10, 1, 1, 1]);
});
