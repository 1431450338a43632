import { describe, expect, it } from "vitest";
import { Ledger } from "../../src/budget/ledger.ts";

const all = { members: 1000, visitors: 0 };
/** Behind its first ten seconds a ledger has its whole budget. */
const SETTLED_MS = 20_000;

function settledLedger() {
  const clock = { nowMs: 0 };
  const ledger = new Ledger(() => clock.nowMs);
  clock.nowMs = SETTLED_MS;
  const permits = (count: number, audience: "members" | "visitors" = "members") =>
    Array.from({ length: count }, () => ledger.permit(audience)).filter(({ ok }) => ok).length;
  return { ledger, clock, permits };
}

describe("the budget of an upstream key", () => {
  it("does not lease the same rate twice", () => {
    const { ledger } = settledLedger();
    expect(ledger.lease({ holder: "a", wanted: all }).rates.members).toBeCloseTo(160 / 1.1);
    expect(ledger.lease({ holder: "b", wanted: all }).rates.members).toBe(0);
  });

  it("takes back the cost of a lease one second after its end", () => {
    const { ledger, clock } = settledLedger();
    clock.nowMs += ledger.lease({ holder: "a", wanted: all }).forMs;
    // What it held may have been spent just before it ended.
    expect(ledger.lease({ holder: "b", wanted: all }).rates.members).toBe(0);
    clock.nowMs += 1100;
    expect(ledger.lease({ holder: "b", wanted: all }).rates.members).toBeCloseTo(160 / 1.1);
  });

  it("lends for longer in quiet times", () => {
    const { ledger } = settledLedger();
    const quiet = ledger.lease({ holder: "a", wanted: { members: 1, visitors: 1 } });
    const busy = ledger.lease({ holder: "b", wanted: all });
    expect([quiet.forMs, busy.forMs]).toEqual([10_000, 1000]);
  });

  it("begins with half of the budget, because earlier leases are unknown", () => {
    const ledger = new Ledger(() => 0);
    expect(ledger.lease({ holder: "a", wanted: all }).rates.members).toBeCloseTo(80 / 1.1);
  });

  it("halves once per second of refusals, and recovers", () => {
    const { ledger, clock } = settledLedger();
    ledger.shrink();
    clock.nowMs += 500;
    ledger.shrink();
    expect(ledger.lease({ holder: "a", wanted: all }).rates.members).toBeCloseTo((80 + 5) / 1.1);
    clock.nowMs += 20_000;
    expect(ledger.lease({ holder: "a", wanted: all }).rates.members).toBeCloseTo(160 / 1.1);
  });

  it("grants permits up to the budget of one second, and more a second later", () => {
    const { clock, permits } = settledLedger();
    expect(permits(200)).toBe(160);
    clock.nowMs += 900;
    expect(permits(1)).toBe(0);
    clock.nowMs += 200;
    expect(permits(1)).toBe(1);
  });

  it("counts leases and permits together", () => {
    const { ledger, permits } = settledLedger();
    ledger.lease({ holder: "a", wanted: { members: 50, visitors: 0 } });
    expect(permits(200)).toBe(160 - 55);
    expect(ledger.lease({ holder: "b", wanted: all }).rates.members).toBe(0);
  });

  it("counts the cost that a shrunk lease gave back for one more second", () => {
    const { ledger, clock, permits } = settledLedger();
    ledger.lease({ holder: "a", wanted: { members: 100, visitors: 0 } });
    ledger.lease({ holder: "a", wanted: { members: 10, visitors: 0 } });
    expect(permits(200)).toBe(160 - 110);
    clock.nowMs += 1100;
    expect(permits(200)).toBe(160 - 15);
  });

  it("reserves a share for members, and gives visitors nothing while members are refused", () => {
    const { clock, permits } = settledLedger();
    expect(permits(200, "visitors")).toBe(120);
    expect(permits(200, "members")).toBe(40);
    clock.nowMs += 999;
    expect(permits(200, "visitors")).toBe(0);
  });

  it("returns a wait that grows with demand", () => {
    const { ledger } = settledLedger();
    const waits = Array.from({ length: 640 }, () => ledger.permit("members")).flatMap((answer) =>
      answer.ok ? [] : [answer.retryAfterSeconds],
    );
    expect([Math.min(...waits), Math.max(...waits)]).toEqual([3, 5]);
  });
});
