import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { share } from "../../src/budget/ledger.ts";

const other = (members: number, visitors: number, wantedMembers = members) => ({
  granted: { members, visitors },
  wantedMembers,
});

describe("share", () => {
  it("gives a lone isolate what it wants", () => {
    expect(share({ members: 20, visitors: 30 }, [], 150)).toEqual({ members: 20, visitors: 30 });
  });

  it("gives members first", () => {
    expect(share({ members: 140, visitors: 100 }, [], 150)).toEqual({ members: 140, visitors: 10 });
  });

  it("gives visitors nothing that members elsewhere want", () => {
    expect(share({ members: 0, visitors: 100 }, [other(50, 0, 150)], 150).visitors).toBe(0);
  });

  it("converges to fair shares as leases are renewed", () => {
    let [first, second] = [150, 0];
    for (let round = 0; round < 6; round += 1) {
      second = share({ members: 200, visitors: 0 }, [other(first, 0, 200)], 150).members;
      first = share({ members: 200, visitors: 0 }, [other(second, 0, 200)], 150).members;
    }
    expect(first + second).toBeLessThanOrEqual(150);
    expect(Math.min(first, second)).toBeGreaterThan(50);
  });

  it("never shares out more than the budget", () => {
    const rate = fc.double({ min: 0, max: 300, noNaN: true });
    const request = fc.record({ members: rate, visitors: rate });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
        const leases: ReturnType<typeof other>[] = [];
        for (const wanted of requests) {
          const { members, visitors } = share(wanted, leases, 150);
          leases.push(other(members, visitors, wanted.members));
        }
        const total = leases.reduce((sum, { granted }) => sum + granted.members + granted.visitors, 0);
        expect(total).toBeLessThanOrEqual(150.000001);
      }),
    );
  });
});
