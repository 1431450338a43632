import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import type { RateLimiter } from "../../src/admission/steady-limiter.ts";
import { checkLimits } from "../../src/config/check-limits.ts";
import type { SiteConfig } from "../../src/index.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { siteBroker } from "../support/test-config.ts";
import { type Change, TestPage } from "../support/test-page.ts";

/** A rate limiting binding that is exact and that goes by a test's clock; workerd's goes by the real one. */
class CountingLimiter implements RateLimiter {
  readonly #limit: number;
  readonly #periodMs: number;
  readonly #uses = new Map<string, number>();

  /** `limit` uses in each period of seconds, as in `ratelimits` of a wrangler.jsonc. */
  constructor({ limit, period }: { limit: number; period: number }) {
    this.#limit = limit;
    this.#periodMs = period * 1000;
  }

  async limit({ key }: { key: string }): Promise<{ success: boolean }> {
    const window = `${Math.floor(Date.now() / this.#periodMs)} ${key}`;
    const used = (this.#uses.get(window) ?? 0) + 1;
    this.#uses.set(window, used);
    return { success: used <= this.#limit };
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A broker behind the rate limits that owners deploy; its upstream has no calls. */
function shieldedBroker(limits: NonNullable<SiteConfig["limits"]>, env: Record<string, unknown> = {}) {
  const shield = inject("rateLimits").map(({ name, simple }) => [name, new CountingLimiter(simple)] as const);
  return siteBroker(
    { limits },
    {
      env: { ...Object.fromEntries(shield), ...env },
      fetch: async () => Response.json({ results: [], next: null, total: 0 }),
    },
  );
}

/** Limits that are small enough to be used up here. */
const SMALL = {
  visitor: { requestsPerMinute: 4, mintsPerMinute: 3 },
  member: { requestsPerMinute: 6, mintsPerMinute: 3 },
  visitors: { requestsPerMinute: 40, mintsPerMinute: 70 },
  members: { requestsPerMinute: 40, mintsPerMinute: 20 },
};

const from = (address: string): Change => ({ headers: { "CF-Connecting-IP": address } });
const admin = (sub: string) => signAssertion({ sub, role: "admin" });

/** Sends requests in turn, and counts the answers by status. */
async function flood(times: number, ask: (count: number) => Promise<Response>) {
  const counts: Record<number, number> = {};
  for (let count = 0; count < times; count += 1) {
    const { status } = await ask(count);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

type Broker = ReturnType<typeof shieldedBroker>;

/** Statuses of a mint and a read of an honest member and of an honest visitor, each at a place of its own. */
async function honestStatuses(broker: Broker, name: string): Promise<number[]> {
  const member = await TestPage.open(broker);
  const visitor = await TestPage.open(broker);
  const answers = [
    await member.askAsMember(await admin(name), from("198.51.100.1")),
    await visitor.askAsVisitor({}, "acme"),
  ];
  const statuses = answers.map(({ status }) => status);
  for (const [page, answer] of [
    [member, answers[0]],
    [visitor, answers[1]],
  ] as const) {
    if (answer?.status === 200) page.useToken((await answer.json<{ access_token: string }>()).access_token);
    statuses.push((await page.get("/v1/calls", from("198.51.100.2"))).status);
  }
  return statuses;
}

const ALL_SERVED = [200, 200, 200, 200];

describe("an attack leaves others served:", () => {
  it("a member that mints beyond its limit", async () => {
    const broker = shieldedBroker(SMALL);
    const page = await TestPage.open(broker);
    const assertion = await admin("greedy-minter");
    const counts = await flood(30, (count) => page.askAsMember(assertion, from(`203.0.113.${count}`)));
    expect(counts).toEqual({ 200: 3, 429: 27 });
    expect(await honestStatuses(broker, "honest-1")).toEqual(ALL_SERVED);
  });

  it("a member that reads beyond its limit, from many networks", async () => {
    const broker = shieldedBroker(SMALL);
    const page = await TestPage.enter(broker, await admin("greedy-reader"));
    const counts = await flood(60, (count) => page.get("/v1/calls", from(`203.0.113.${count}`)));
    expect(counts).toEqual({ 200: 6, 429: 54 });
    expect(await honestStatuses(broker, "honest-2")).toEqual(ALL_SERVED);
  });

  it("a visitor that reads beyond its limit", async () => {
    const broker = shieldedBroker(SMALL);
    const page = await TestPage.visit(broker);
    const counts = await flood(60, (count) => page.get("/v1/calls", from(`203.0.113.${count}`)));
    expect(counts).toEqual({ 200: 4, 429: 56 });
    expect(await honestStatuses(broker, "honest-3")).toEqual(ALL_SERVED);
  });

  it("ten networks that send garbage for assertions", async () => {
    const broker = shieldedBroker(SMALL, { SHIELD_SITE: new CountingLimiter({ limit: 50, period: 10 }) });
    const page = await TestPage.open(broker);
    const counts = await flood(100, (count) =>
      page.askAsMember("e30.e30.AA", from(`203.0.113.${count % 10}`)),
    );
    expect(counts).toEqual({ 400: 100 });
    expect(await honestStatuses(broker, "honest-4")).toEqual(ALL_SERVED);
  });

  it.each([
    ["address", () => "203.0.113.7"],
    ["subscriber of IPv6", (count: number) => `2001:db8:1:2::${count.toString(16)}`],
  ])("one %s that makes visitors' keys", async (_, addressOf) => {
    const broker = shieldedBroker(SMALL);
    const counts = await flood(38, async (count) =>
      (await TestPage.open(broker)).askAsVisitor(from(addressOf(count))),
    );
    expect(counts).toEqual({ 200: 30, 429: 8 });
    expect(await honestStatuses(broker, "honest-5")).toEqual(ALL_SERVED);
  });

  it("a holder of 65,536 networks of IPv6 that makes visitors' keys", async () => {
    const broker = shieldedBroker(SMALL, {
      SHIELD_MINT_NETWORK: new CountingLimiter({ limit: 25, period: 60 }),
    });
    const counts = await flood(45, async (count) =>
      (await TestPage.open(broker)).askAsVisitor(from(`2001:db8:1:${count.toString(16)}::1`)),
    );
    expect(counts).toEqual({ 200: 25, 429: 20 });
    expect(await honestStatuses(broker, "honest-6")).toEqual(ALL_SERVED);
  });

  it("all of them at once, for two minutes", async () => {
    const broker = shieldedBroker(SMALL);
    const greedy = await TestPage.enter(broker, await admin("greedy-3"));
    const assertion = await signAssertion({
      sub: "greedy-3",
      role: "admin",
      exp: Math.floor(Date.now() / 1000) + 280,
    });
    const garbage = await TestPage.open(broker);
    const statuses: number[][] = [];
    for (let minute = 0; minute < 2; minute += 1) {
      await flood(40, async (count) => {
        vi.setSystemTime(Date.now() + 1500);
        await garbage.askAsMember("e30.e30.AA", from(`203.0.113.${count % 10}`));
        await (await TestPage.open(broker)).askAsVisitor(from("192.0.2.1"));
        await greedy.askAsMember(assertion, from("192.0.2.2"));
        return greedy.get("/v1/calls", from("192.0.2.2"));
      });
      statuses.push(await honestStatuses(broker, `honest-7-${minute}`));
    }
    expect(statuses).toEqual([ALL_SERVED, ALL_SERVED]);
  });
});

it("the deployed limits let no single network use up what all visitors of a site may", () => {
  const { visitor, visitors } = checkLimits("limits", undefined);
  const perMinute = (name: string) => {
    const found = inject("rateLimits").find((binding) => binding.name === name) ?? expect.fail(name);
    return (found.simple.limit * 60) / found.simple.period;
  };
  expect(perMinute("SHIELD_MINT")).toBeLessThanOrEqual(visitors.mintsPerMinute / 20);
  expect(perMinute("SHIELD_MINT_NETWORK")).toBeLessThanOrEqual(visitors.mintsPerMinute / 4);
  // One visitor alone may use its own limit.
  expect(perMinute("SHIELD_MINT")).toBeGreaterThanOrEqual(visitor.mintsPerMinute);
});

describe("a refusal of the crowd", () => {
  it("is remembered until there is room again, so that a flood causes no hops", async () => {
    let hops = 0;
    const object = {
      take: async () => {
        hops += 1;
        return { ok: false, retryAfterSeconds: 7 };
      },
    };
    const broker = siteBroker({}, { env: { SITES: { getByName: () => object } } });
    const refused = await flood(50, async () => (await TestPage.open(broker)).askAsVisitor());
    expect(refused).toEqual({ 429: 50 });
    expect(hops).toBe(1);
    const answer = await (await TestPage.open(broker)).askAsVisitor();
    expect(Number(answer.headers.get("Retry-After"))).toBeLessThanOrEqual(7);
    vi.setSystemTime(Date.now() + 8000);
    await (await TestPage.open(broker)).askAsVisitor();
    expect(hops).toBe(2);
  });

  it("is remembered for a viewer too, whose object then rests", async () => {
    let hops = 0;
    const object = {
      admit: async () => {
        hops += 1;
        return hops > 2 ? { ok: false, reason: "limited", retryAfterSeconds: 9 } : { ok: true };
      },
    };
    const broker = siteBroker(
      {},
      {
        env: { VIEWERS: { getByName: () => object } },
        fetch: async () => Response.json({ results: [], next: null, total: 0 }),
      },
    );
    const page = await TestPage.enter(broker, await admin("calm"));
    expect(await flood(50, () => page.get("/v1/calls"))).toEqual({ 200: 1, 429: 49 });
    // The mint, the first read, and what the second is refused: a batch, and a single use.
    expect(hops).toBe(4);
  });
});
