import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { createSteadyLimiter } from "../../src/admission/steady-limiter.ts";
import { SHIELD_LIMITS } from "../../src/base/limits/admission.ts";
import { adminBroker, askAsOwner } from "../support/ask-as-owner.ts";
import { PROJECT } from "../support/evaluated.ts";
import { fakeTime } from "../support/faked-time.ts";
import { PUBLIC_URL } from "../support/identities.ts";
import type { TestBroker } from "../support/open-broker.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

/** Stands in the errors' messages: they may hold anything. */
const TEXT = "what-an-error-says";
const BINDINGS = Object.keys(SHIELD_LIMITS) as (keyof typeof SHIELD_LIMITS)[];
/** Counted by every binding: an address of IPv6 is in a wide network too. */
const FROM = { headers: { "CF-Connecting-IP": "2001:db8:7:7::1" } };

const FAILURES: [string, unknown, string][] = [
  ["rejects", { limit: () => Promise.reject(new TypeError(TEXT)) }, "TypeError"],
  [
    "throws",
    {
      limit() {
        throw new Error(TEXT);
      },
    },
    "Error",
  ],
  ["rejects with no error", { limit: () => Promise.reject(TEXT) }, "string"],
  ["answers nothing", { limit: async () => undefined }, "TypeError"],
  ["answers something else", { limit: async () => ({ success: "yes" }) }, "TypeError"],
  ["is no rate limit", TEXT, "TypeError"],
];

afterEach(() => {
  vi.useRealTimers();
});

/** A visitor and a member who get a token and read, from one address. */
async function everyUse(broker: TestBroker): Promise<number[]> {
  const visitor = await (await TestPage.open(broker)).askAsVisitor(FROM);
  const member = await TestPage.open(broker);
  const minted = await member.askAsMember(await signAssertion({ role: "admin" }), FROM);
  const unknown = await broker.request(`${PUBLIC_URL}/v1/calls`, FROM);
  return [visitor.status, minted.status, unknown.status];
}

describe.each(BINDINGS)("where the rate limit %s", (binding) => {
  it.each(FAILURES)("%s, everyone is served, and the log names it", async (_, limiter, name) => {
    const broker = testBroker({ env: { [binding]: limiter } });
    for (let count = 0; count < 3; count += 1) expect(await everyUse(broker)).toEqual([200, 200, 401]);
    const lines = broker.log.filter(({ event }) => event === "shield");
    expect(lines).toMatchObject([
      { level: "error", detail: expect.stringMatching(`^${binding}: failed .${name}.`) },
    ]);
    expect(JSON.stringify(broker.log)).not.toContain(TEXT);
  });

  it("never answers, everyone is served within seconds", async () => {
    const broker = testBroker({ env: { [binding]: { limit: () => new Promise(() => {}) } } });
    const time = fakeTime();
    const startMs = Date.now();
    const { value } = await time.settle(everyUse(broker));
    expect(value).toEqual([200, 200, 401]);
    expect(Date.now() - startMs).toBeLessThan(10_000);
    const [line] = broker.log.filter(({ event }) => event === "shield");
    expect(line?.detail).toContain(`${binding}: failed (time-out)`);
  });
});

const failing = { limit: () => Promise.reject(new Error(TEXT)) };

describe("a rate limit that fails", () => {
  it("still turns a flood of one address away, and nobody else", async () => {
    let nowMs = Date.now();
    const broker = testBroker({ env: { SHIELD_ADDRESS: failing }, now: () => nowMs });
    const ask = async (address: string) => {
      const headers = { "CF-Connecting-IP": address };
      return (await broker.request(`${PUBLIC_URL}/v1/calls`, { headers })).status;
    };
    const { limit, period } = SHIELD_LIMITS.SHIELD_ADDRESS;
    for (let count = 0; count < limit; count += 1) expect(await ask("192.0.2.1")).toBe(401);
    expect([await ask("192.0.2.1"), await ask("192.0.2.2")]).toEqual([429, 401]);
    nowMs += period * 1000;
    expect(await ask("192.0.2.1")).toBe(401);
  });

  it("still limits visitors' tokens of one network", async () => {
    const broker = testBroker({ env: { SHIELD_MINT: failing } });
    const statuses: number[] = [];
    for (let count = 0; count <= SHIELD_LIMITS.SHIELD_MINT.limit; count += 1) {
      statuses.push((await (await TestPage.open(broker)).askAsVisitor(FROM)).status);
    }
    expect(statuses.lastIndexOf(200)).toBe(SHIELD_LIMITS.SHIELD_MINT.limit - 1);
    expect(statuses.at(-1)).toBe(429);
  });

  it("still limits wrong admin secrets, and lets the owner in", async () => {
    const env = Object.fromEntries(BINDINGS.map((binding) => [binding, failing]));
    const broker = adminBroker(PROJECT, { env });
    const guess = async () =>
      (await askAsOwner(broker, "/v1/admin/state", { secret: "guess", ...FROM })).status;
    for (let count = 0; count < SHIELD_LIMITS.SHIELD_MINT.limit; count += 1) expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    expect((await askAsOwner(broker, "/v1/admin/state", FROM)).status).toBe(200);
  });

  it("is named in the log once a minute, and asked again every ten seconds", async () => {
    let [nowMs, asked, lines] = [0, 0, 0];
    const limiter = createSteadyLimiter(
      "SHIELD_ADDRESS",
      {
        async limit() {
          asked += 1;
          throw new Error(TEXT);
        },
      },
      {
        log: () => {
          lines += 1;
        },
        now: () => nowMs,
      },
    );
    for (; nowMs < 120_000; nowMs += 1000)
      expect(await limiter.limit({ key: "a" })).toEqual({ success: true });
    expect([asked, lines]).toEqual([12, 2]);
  });

  it("is counted by the limits that owners deploy", () => {
    const deployed = inject("rateLimits").map(({ name, simple }) => [name, simple]);
    expect(Object.fromEntries(deployed)).toEqual(SHIELD_LIMITS);
  });
});
