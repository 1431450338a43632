import { env as workerEnv } from "cloudflare:workers";
import { createUltravox } from "@keyhole/upstream/ultravox";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/index.ts";
import { createKeyring } from "../../src/keys/keyring.ts";
import { createStamps } from "../../src/keys/stamps.ts";
import { createUltravoxStarter } from "../../src/sources/ultravox-starter.ts";
import { parseStart } from "../../src/starts/parse-start.ts";
import { createStartBooks } from "../../src/starts/start-books.ts";
import { startCall } from "../../src/starts/start-call.ts";
import { createObjectState } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET, UPSTREAM_KEY } from "../support/identities.ts";
import { StartingUpstream, talkConfig } from "../support/starting-upstream.ts";
import { configWithSite, testEnv } from "../support/test-config.ts";

const FREE = { startsPerHour: 1000, startsPerDay: 1000, minutesPerDay: 100_000, callsAtOnce: 1000 };
const ISOLATES = 4;
const VIEWERS = 10;
const KEYS = 5;
const REPEATS = 20;

describe("1,000 starts at once over four isolates", () => {
  it("make exactly the calls that they should, and exceed no limit", async () => {
    const limits = {
      visitor: { ...FREE, callsAtOnce: 2 },
      visitors: { ...FREE, startsPerHour: 15 },
    };
    const config = configWithSite({ talk: talkConfig({ limits }) });
    const env = testEnv();
    const site = checkConfig(config, env).sites.get("acme");
    if (!site?.talk) throw new Error("the site starts no calls");
    const talking = { id: site.id, talk: site.talk };
    const allowed = site;
    const origin = "https://acme.example";
    const upstream = new StartingUpstream();
    const states = Array.from({ length: ISOLATES }, () =>
      createObjectState({ ...workerEnv, STARTS: env.STARTS, KEYHOLE_SECRET }),
    );
    const stamps = createStamps([KEYHOLE_SECRET]);
    const keyring = createKeyring({ secrets: [KEYHOLE_SECRET], now: Date.now });
    const client = createUltravox({
      apiKey: UPSTREAM_KEY,
      baseUrl: "https://up.example/api",
      fetch: upstream.fetch,
    });
    const starter = createUltravoxStarter(client, { noteFault() {}, meter: { failure: undefined } });

    async function startOnce(viewer: number, key: number, repeat: number) {
      const state = states[repeat % ISOLATES];
      if (state === undefined) throw new Error("no state");
      const subject = `visitor:v${viewer}`;
      const audience = "visitors" as const;
      const account = { source: "ultravox" as const, key: UPSTREAM_KEY, plan: "scale" as const };
      const books = createStartBooks({ state, site: talking, subject, audience, account });
      const starting = {
        access: { site: allowed, subject, audience, origin, scopes: [], rows: {} },
        starter,
        books,
        stamps,
        keyring,
        now: Date.now,
        timeLeft: () => ({ deadlineMs: 12_000 }),
        checkViewer: async () => {},
        consent: null,
        throttle: null,
      };
      const request = await parseStart({}, talking.talk, {});
      return startCall(starting, request, `key-of-${viewer}-number-${key}`);
    }

    const asked = Array.from({ length: VIEWERS * KEYS * REPEATS }, (_, index) =>
      startOnce(index % VIEWERS, Math.floor(index / VIEWERS) % KEYS, Math.floor(index / VIEWERS / KEYS)),
    );
    const results = await Promise.allSettled(asked);
    const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const codes = results.flatMap((result) =>
      result.status === "rejected" ? [(result.reason as { code?: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(["quota_exceeded"]));
    expect(upstream.calls.length).toBe(15);
    expect(made.filter(({ isNew }) => isNew).length).toBe(15);
    // Every repeat of a key that has a call was given that call.
    expect(new Set(made.map(({ call }) => call.id)).size).toBe(15);
    expect(made.length).toBe(15 * REPEATS);
    const perViewer = new Map<unknown, number>();
    for (const { metadata } of upstream.calls) {
      perViewer.set(metadata.keyhole_visitor, (perViewer.get(metadata.keyhole_visitor) ?? 0) + 1);
    }
    expect(Math.max(...perViewer.values())).toBeLessThanOrEqual(2);
  });
});
