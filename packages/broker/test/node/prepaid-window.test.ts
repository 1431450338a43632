import assert from "node:assert/strict";
import { it } from "node:test";
import { createPrepaid } from "../../src/admission/prepaid.ts";
import { PREPAID_SECONDS } from "../../src/base/limits/admission.ts";
import { createMemoryState } from "../../src/state/memory-state.ts";

const LIMIT = 20;
const WINDOW_MS = 60_000;

it("uses that one instance prepaid and another's never exceed the limit in any 60 s", async () => {
  let nowMs = 1_000_000;
  const now = () => nowMs;
  const site = createMemoryState(now).site("acme", "visitors");
  const open = () =>
    createPrepaid({
      limitPerMinute: LIMIT,
      share: 0.4,
      now,
      take: (count) =>
        site.take({
          kind: "request",
          limitPerMinute: LIMIT,
          count,
          nowMs,
          spendWithinSeconds: PREPAID_SECONDS,
        }),
    });
  const spent: number[] = [];
  const spend = async (instance: ReturnType<typeof open>, times: number) => {
    for (let time = 0; time < times; time += 1) if ((await instance()).ok) spent.push(nowMs);
  };
  const [first, second] = [open(), open()];
  // Batches of 1, 2, 4 and 8: seven of the last are left.
  await spend(first, 8);
  nowMs += PREPAID_SECONDS * 1000 - 100;
  await spend(first, 7);
  // A minute after the batch was paid, but not after it was spent.
  nowMs += WINDOW_MS - 3_000;
  await spend(second, LIMIT);
  const inWindow = spent.filter((atMs) => atMs > nowMs - WINDOW_MS).length;
  assert.equal(spent.slice(0, 15).length, 15);
  assert.ok(inWindow > 7 && inWindow <= LIMIT, `${inWindow} uses`);
});
