import { type BrokerState, createBroker, createMemoryState, defineConfig, jwt } from "@keyhole/broker";
import { PUBLIC_URL, testVars } from "@keyhole/edge/testing";
import { FakeClock } from "../../../../packages/broker/test/support/fake-clock.ts";
import { agentId, cannedUpstream } from "../growth/canned-upstream.ts";
import type { BrokerApp } from "../growth/member-page.ts";

const ORIGIN = "https://acme.example";
const PLENTY = { requestsPerMinute: 1_000_000, mintsPerMinute: 1_000_000 };
const ISOLATES = 4;
/** How far the brokers' clock is behind at first, so that proofs of this minute hold all along. */
const BEHIND_MS = 30_000;

/** Whether all members may see the same, or each calls of its own. */
export type Grants = "same grant" | "different grants";

/** Isolates of one Worker by a clock that stands still, and what they ask of others. */
export interface CountedWorld {
  /** Any isolate, in turns. */
  app: Pick<BrokerApp, "request">;
  counts: { upstream: number; objects: number };
  /** Stops the clock: from then on it moves by `advanceTo` alone, in milliseconds. */
  stopClock(): void;
  advanceTo(ms: number): Promise<void>;
}

export function openCountedWorld(grants: Grants): CountedWorld {
  const counts = { upstream: 0, objects: 0 };
  const clock = new FakeClock();
  let stoppedMs: number | null = null;
  const now = () => (stoppedMs ?? Date.now() - BEHIND_MS) + clock.nowMs;
  const upstream = cannedUpstream({ calls: 50, agents: 1 });
  const state = countedState(createMemoryState(now, clock.sleep), counts);
  const isolates = Array.from({ length: ISOLATES }, () =>
    createBroker(
      defineConfig((env) => ({
        publicUrls: [PUBLIC_URL],
        sites: {
          acme: {
            origins: [ORIGIN],
            agents: "all",
            source: "ultravox",
            members: {
              verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ORIGIN, audience: "keyhole:acme" }),
              grant: ({ sub }) => ({
                scopes: ["calls:read"],
                rows: grants === "same grant" ? { agents: [agentId(0)] } : { metadata: { member: sub } },
              }),
            },
            limits: { visitor: PLENTY, member: PLENTY, visitors: PLENTY, members: PLENTY },
          },
        },
      })),
      {
        env: testVars({
          apiKey: "AbCdEfGh.0123456789abcdef0123456789ABCDEF",
          baseUrl: "https://api.ultravox.ai/api",
        }),
        state,
        fetch(...request) {
          counts.upstream += 1;
          return upstream.fetch(...request);
        },
        now,
        sleep: clock.sleep,
        log: () => {},
      },
    ),
  );
  let asked = 0;
  return {
    app: {
      request(...request) {
        asked += 1;
        return (isolates[asked % ISOLATES] as BrokerApp).request(...request);
      },
    },
    counts,
    stopClock() {
      stoppedMs = Date.now() - BEHIND_MS;
    },
    advanceTo: (ms) => clock.advanceTo(ms),
  };
}

/** Counts the calls of all objects: each is a request to a Durable Object. */
function countedState(state: BrokerState, counts: { objects: number }): BrokerState {
  return new Proxy(state, {
    get(target, key) {
      const find: unknown = Reflect.get(target, key);
      if (typeof find !== "function" || key === "consumeDeliveries") return find;
      return (...name: unknown[]) => countedObject(Reflect.apply(find, target, name) as object, counts);
    },
  });
}

function countedObject(object: object, counts: { objects: number }): object {
  return new Proxy(object, {
    get(target, key) {
      const ask: unknown = Reflect.get(target, key);
      if (typeof ask !== "function") return ask;
      return (...args: unknown[]) => {
        counts.objects += 1;
        return Reflect.apply(ask, target, args);
      };
    },
  });
}
