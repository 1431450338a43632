import { env as workerEnv } from "cloudflare:workers";
import { createUltravox } from "@keyhole/upstream/ultravox";
import { describe, expect, it } from "vitest";
import type { Site } from "../../src/config/check-site.ts";
import type { TalkConfig } from "../../src/config/keyhole-config.ts";
import type { Plan } from "../../src/config/settings.ts";
import { checkConfig } from "../../src/index.ts";
import { createKeyring } from "../../src/keys/keyring.ts";
import { createStamps } from "../../src/keys/stamps.ts";
import { createUltravoxStarter } from "../../src/sources/ultravox-starter.ts";
import { parseStart } from "../../src/starts/parse-start.ts";
import { createStartBooks } from "../../src/starts/start-books.ts";
import { startCall } from "../../src/starts/start-call.ts";
import { viewerNames } from "../../src/starts/start-stamps.ts";
import { createObjectState } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, UPSTREAM_KEY } from "../support/identities.ts";
import { StartingUpstream, talkConfig } from "../support/starting-upstream.ts";
import { configWithSite, testEnv } from "../support/test-config.ts";

const FREE = { startsPerHour: 1000, startsPerDay: 1000, minutesPerDay: 100_000, callsAtOnce: 1000 };
const ISOLATES = 4;
const DUPLICATES = 4;

interface Storm {
  viewers: number;
  /** Idempotency keys of each viewer; each is sent four times. */
  keys: number;
  plan: Plan;
  limits: NonNullable<TalkConfig["limits"]>;
}

/** Asks for all calls at once, over several isolates, and returns what was made and what was answered. */
async function raise({ viewers, keys, plan, limits }: Storm) {
  const env = testEnv();
  const site = checkConfig(configWithSite({ talk: talkConfig({ limits }) }), env).sites.get("acme");
  if (!site?.talk) throw new Error("the site starts no calls");
  const { talk } = site;
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
  // However long the storm takes, all of it comes within one second.
  const nowMs = Date.now();

  async function startOnce(viewer: number, key: number, duplicate: number) {
    const state = states[duplicate % ISOLATES];
    if (state === undefined) throw new Error("no state");
    const audience = "visitors" as const;
    const subject = `visitor:v${viewer}`;
    const access = {
      site: site as Site,
      subject,
      audience,
      origin: PAGE_ORIGIN,
      scopes: [],
      rows: {},
      revokedMs: 0,
    };
    const books = createStartBooks({
      state,
      site: { id: access.site.id, talk },
      viewers: await viewerNames(access, stamps),
      audience,
      account: { source: "ultravox", key: UPSTREAM_KEY, plan },
    });
    const starting = {
      access,
      starter,
      books,
      stamps,
      keyring,
      now: () => nowMs,
      timeLeft: () => ({ deadlineMs: 12_000 }),
      checkViewer: async () => {},
      checkEnabled: async () => {},
      viewer: subject,
      consent: null,
      throttle: null,
    };
    const idempotencyKey = `key-of-${viewer}-number-${key}`;
    return startCall(starting, await parseStart({}, talk, {}, idempotencyKey), idempotencyKey);
  }

  const asked = Array.from({ length: viewers * keys * DUPLICATES }, (_, index) =>
    startOnce(index % viewers, Math.floor(index / viewers) % keys, Math.floor(index / viewers / keys)),
  );
  const results = await Promise.allSettled(asked);
  const given = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const codes = results.flatMap((result) =>
    result.status === "rejected" ? [(result.reason as { code?: string }).code] : [],
  );
  const perViewer = new Map<unknown, number>();
  for (const { metadata } of upstream.calls) {
    perViewer.set(metadata.keyhole_visitor, (perViewer.get(metadata.keyhole_visitor) ?? 0) + 1);
  }
  return {
    asked: asked.length,
    made: upstream.calls.length,
    given,
    codes: new Set(codes),
    mostOfOneViewer: Math.max(...perViewer.values()),
  };
}

const FREELY = { visitor: FREE, visitors: FREE };

describe("starts at once over four isolates, four times for each key", () => {
  it.each<[string, Storm, { made: number; mostOfOneViewer: number; code: string }]>([
    [
      "1,000 within the limits of a viewer and of all",
      {
        viewers: 25,
        keys: 10,
        plan: "scale",
        limits: { visitor: { ...FREE, callsAtOnce: 1 }, visitors: { ...FREE, startsPerHour: 20 } },
      },
      { made: 20, mostOfOneViewer: 1, code: "quota_exceeded" },
    ],
    [
      "100 within the plan's calls at once",
      { viewers: 5, keys: 5, plan: "free", limits: FREELY },
      { made: 5, mostOfOneViewer: 5, code: "upstream_rate_limited" },
    ],
    [
      "100 within the plan's rate",
      { viewers: 5, keys: 5, plan: "pro", limits: FREELY },
      { made: 10, mostOfOneViewer: 5, code: "upstream_rate_limited" },
    ],
  ])("make exactly the calls that they should: %s", async (_, storm, { made, mostOfOneViewer, code }) => {
    const result = await raise(storm);
    expect(result.asked).toBe(storm.viewers * storm.keys * DUPLICATES);
    expect(result.made).toBe(made);
    expect(result.codes).toEqual(new Set([code]));
    expect(result.mostOfOneViewer).toBeLessThanOrEqual(mostOfOneViewer);
    expect(result.given.filter(({ isNew }) => isNew).length).toBe(made);
    // Every repeat of a key that has a call was given that call.
    expect(new Set(result.given.map(({ call }) => call.id)).size).toBe(made);
    expect(result.given.length).toBe(made * DUPLICATES);
  });
});
