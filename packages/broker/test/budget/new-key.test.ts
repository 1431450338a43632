import { expect, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { json } from "../support/fake-upstream.ts";
import { UPSTREAM_KEY } from "../support/identities.ts";

const NEW_KEY = "ZyXwVuTs.fedcba9876543210FEDCBA9876543210";

it("asks with a replaced key alone, on a budget of its own", async () => {
  const budgets: string[] = [];
  const UPSTREAMS = {
    getByName(name: string) {
      budgets.push(name);
      return {
        lease: async () => ({ rates: { members: 10, visitors: 10 }, forMs: 10_000 }),
        permit: async () => ({ ok: true }),
        shrink: async () => {},
      };
    },
  };
  const keys: (string | null)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    keys.push(new Request(input, init).headers.get("X-API-Key"));
    return json({ results: [], next: null, total: 0 });
  };
  for (const ULTRAVOX_API_KEY of [UPSTREAM_KEY, NEW_KEY]) {
    const page = await enterAs(fetch, { env: { ULTRAVOX_API_KEY, UPSTREAMS } });
    expect((await page.get("/v1/calls")).status).toBe(200);
  }
  expect(keys).toEqual([UPSTREAM_KEY, NEW_KEY]);
  expect(new Set(budgets).size).toBe(2);
  // Names of objects are stored by the platform.
  expect(budgets.filter((name) => name.includes(UPSTREAM_KEY) || name.includes(NEW_KEY))).toEqual([]);
});
