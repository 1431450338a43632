import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BROKER_CHECKS, type BrokerCheckId, type BrokerDiagnosis, type Problem } from "@keyhole/contract";
import manifest from "../../package.json" with { type: "json" };
import type { UpstreamState } from "../../src/budget/lease.ts";
import { createBroker, createMemoryState, defineConfig, type SiteConfig } from "../../src/index.ts";
import { FakeUpstream, json } from "../support/fake-upstream.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL, UPSTREAM_KEY } from "../support/identities.ts";

const SITE: SiteConfig = {
  origins: [PAGE_ORIGIN, "https://other.example"],
  agents: ["5f1f1d9e-3a53-4f0a-8f0e-6a1a35d0a6a1"],
  source: "ultravox",
  visitors: { rows: "own", scopes: ["calls:read"] },
};
/** Its first request makes a key of its project. */
const MAKING: SiteConfig = {
  ...SITE,
  agents: "all",
  source: "cekura",
  cekura: { project: 1376, provisionKey: true },
  visitors: { rows: "public", scopes: ["calls:read"] },
};
const config = defineConfig(() => ({
  publicUrls: [PUBLIC_URL],
  sites: { acme: SITE, more: SITE, making: MAKING },
}));

interface OpenOptions {
  instead?: () => Response | Promise<Response> | undefined;
  env?: Record<string, unknown>;
  state?: ReturnType<typeof createMemoryState>;
}

/** A broker with a clock that the test moves, and what it asks of its upstream. */
function open({ instead, env = {}, state = createMemoryState() }: OpenOptions = {}) {
  const upstream = new FakeUpstream([], instead && { instead });
  const clock = { nowMs: Date.UTC(2026, 10, 30, 12) };
  const log: string[] = [];
  const broker = createBroker(config, {
    env: { KEYHOLE_SECRET, ULTRAVOX_API_KEY: UPSTREAM_KEY, ...env },
    state,
    fetch: upstream.fetch,
    now: () => clock.nowMs,
    log: ({ event, detail }) => log.push(`${event}: ${detail}`),
  });
  const ask = (query = "?site=acme", headers: Record<string, string> = { Origin: PAGE_ORIGIN }) =>
    broker.request(`${PUBLIC_URL}/v1/doctor${query}`, { headers });
  const examine = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked);
    assert.equal(answer.status, 200);
    return (await answer.json()) as BrokerDiagnosis;
  };
  return { upstream, clock, log, ask, examine };
}

const verdicts = ({ checks }: BrokerDiagnosis) => Object.fromEntries(checks.map(({ id, ok }) => [id, ok]));
const fixOf = ({ checks }: BrokerDiagnosis, id: BrokerCheckId) =>
  checks.find((check) => check.id === id)?.fix ?? "";

describe("GET /v1/doctor", () => {
  test("has every check ok where all is well, and tells version and time", async () => {
    const { examine, ask } = open();
    assert.deepEqual(await examine(), {
      checks: BROKER_CHECKS.filter((id) => id !== "identity").map((id) => ({ id, ok: true, fix: null })),
      version: manifest.version,
      time: "2026-11-30T12:00:00.000Z",
    });
    assert.equal((await ask()).headers.get("Access-Control-Allow-Origin"), "*");
  });

  test("names an origin that is not the site's, and none that is", async () => {
    const diagnosis = await open().examine("?site=acme", { Origin: "https://evil.example" });
    assert.deepEqual(verdicts(diagnosis), { site: true, origin: false, upstream: true, key: true });
    assert.match(fixOf(diagnosis, "origin"), /https:\/\/evil\.example/);
    assert.doesNotMatch(JSON.stringify(diagnosis), /acme\.example|other\.example|5f1f1d9e/);
  });

  test("says of a page without an origin what it lacks", async () => {
    const diagnosis = await open().examine("?site=acme", { Origin: "null" });
    assert.equal(verdicts(diagnosis).origin, false);
    assert.match(fixOf(diagnosis, "origin"), /allow-same-origin/);
  });

  test("takes a request to its own origin for one from there, and any other without Origin for unknown", async () => {
    const { examine } = open();
    const own = await examine("?site=acme", { "Sec-Fetch-Site": "same-origin" });
    assert.match(fixOf(own, "origin"), new RegExp(PUBLIC_URL));
    assert.equal(verdicts(await examine("?site=acme", {})).origin, null);
  });

  test("knows no site that the config lacks, and asks no upstream for it", async () => {
    const { examine, upstream } = open();
    const diagnosis = await examine("?site=constructor");
    assert.deepEqual(verdicts(diagnosis), { site: false, origin: null, upstream: null, key: null });
    assert.match(fixOf(diagnosis, "site"), /attribute site/);
    assert.deepEqual(upstream.requests, []);
  });

  for (const query of ["", "?site=", "?site=acme&site=more"]) {
    test(`refuses the query "${query}" and names the parameter`, async () => {
      const answer = await open().ask(query);
      const { code, detail } = (await answer.json()) as Problem;
      assert.equal(code, "invalid_request");
      assert.match(detail, /parameter site/);
    });
  }

  const faults: [
    what: string,
    instead: () => Response | Promise<Response>,
    upstream: false | true,
    key: false | null,
  ][] = [
    ["is down", () => json({}, 503, { "Retry-After": "60" }), false, null],
    ["answers a web page", () => new Response("<html>"), false, null],
    ["is not at the base URL", () => json({ detail: "Not found." }, 404), false, null],
    ["rejects the key", () => json({ detail: `No such key: ${UPSTREAM_KEY}` }, 401), true, false],
  ];
  for (const [what, instead, upstream, key] of faults) {
    test(`tells that the upstream ${what}, in its own words, and logs why`, async () => {
      const { examine, log } = open({ instead });
      const diagnosis = await examine();
      assert.deepEqual(verdicts(diagnosis), { site: true, origin: true, upstream, key });
      assert.ok(fixOf(diagnosis, upstream ? "key" : "upstream").length > 20);
      assert.doesNotMatch(JSON.stringify(diagnosis), /such call|ultravox\.ai|AbCdEfGh/);
      assert.match(log.join(), /GET \/agents/);
    });
  }

  test("tells that the Worker has no key", async () => {
    const diagnosis = await open({ env: { ULTRAVOX_API_KEY: undefined } }).examine();
    assert.deepEqual(verdicts(diagnosis), { site: true, origin: true, upstream: null, key: false });
    assert.match(fixOf(diagnosis, "key"), /ULTRAVOX_API_KEY/);
  });

  test("says nothing of an upstream whose limit is reached", async () => {
    const { examine } = open({ instead: () => json({}, 429, { "Retry-After": "60" }) });
    assert.deepEqual(verdicts(await examine()), { site: true, origin: true, upstream: null, key: null });
  });
});

describe("what the doctor asks of an upstream", () => {
  test("is one request a minute, for all who ask at once and for all sites with the same key", async () => {
    const { examine, upstream, clock } = open({ instead: () => undefined });
    await Promise.all([examine(), examine(), examine("?site=more"), examine("?site=acme", {})]);
    clock.nowMs += 59_000;
    assert.deepEqual(verdicts(await examine()), { site: true, origin: true, upstream: true, key: true });
    assert.equal(upstream.requests.length, 1);
    clock.nowMs += 2_000;
    await examine();
    assert.equal(upstream.requests.length, 2);
  });

  test("is shared by all isolates: one that finds it used up knows nothing, and looks again soon", async () => {
    // The budget of the key is not what is tested.
    const upstream: UpstreamState = {
      lease: async () => ({ rates: { members: 100, visitors: 100 }, forMs: 10_000 }),
      permit: async () => ({ ok: true }),
      shrink: async () => {},
      report: async () => {},
      describe: async () => ({ perSecond: 0, inUse: 0 }),
    };
    const state = { ...createMemoryState(), upstream: () => upstream };
    const isolates = Array.from({ length: 7 }, () => open({ state }));
    const known: unknown[] = [];
    for (const { examine } of isolates) known.push(verdicts(await examine()).upstream);
    assert.deepEqual(known, [true, true, true, true, true, true, null]);
    const last = isolates[6];
    assert.ok(last);
    last.clock.nowMs += 9_000;
    assert.equal(verdicts(await last.examine()).upstream, null);
    assert.deepEqual(last.upstream.requests, []);
    last.clock.nowMs += 53_000;
    assert.equal(verdicts(await last.examine()).upstream, true);
  });

  test("is nothing where a request would make a key", async () => {
    for (const [CEKURA_API_KEY, key] of [
      ["k".repeat(64), null],
      [undefined, false],
    ] as const) {
      const { examine, upstream } = open({ env: { CEKURA_API_KEY } });
      assert.deepEqual(verdicts(await examine("?site=making")), {
        site: true,
        origin: true,
        upstream: null,
        key,
      });
      assert.deepEqual(upstream.requests, []);
    }
  });

  test("leaves what viewers may ask for untouched", async () => {
    const state = createMemoryState();
    const use = { kind: "request", limitPerMinute: 1, count: 1, nowMs: Date.UTC(2026, 10, 30, 12) } as const;
    await open({ state }).examine();
    assert.deepEqual(await state.site("acme", "visitors").take(use), { ok: true });
  });

  test("is asked again where the request that asked was cancelled", async () => {
    let end = (_: Response) => {};
    const first = new Promise<Response>((resolve) => {
      end = resolve;
    });
    let asked = 0;
    const { examine, clock } = open({ instead: () => (asked++ === 0 ? first : undefined) });
    const cancelled = examine();
    await new Promise((resolve) => setTimeout(resolve));
    clock.nowMs += 5_000;
    assert.equal(verdicts(await examine()).upstream, true);
    end(json({}, 404));
    await cancelled;
  });
});

describe("a stranger who asks the doctor often", () => {
  test("is refused by network, whichever site is named, before any other work", async () => {
    const counts = new Map<string, number>();
    const limiter = {
      limit: async ({ key }: { key: string }) => {
        counts.set(key, (counts.get(key) ?? 0) + 1);
        return { success: (counts.get(key) ?? 0) <= 3 };
      },
    };
    const { ask } = open({ env: { SHIELD_MINT: limiter } });
    const from = (address: string, site: string) => ask(`?site=${site}`, { "CF-Connecting-IP": address });
    const answers: Response[] = [];
    for (const site of ["acme", "more", "made-up", "acme"]) answers.push(await from("192.0.2.1", site));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 429],
    );
    assert.equal(answers.at(-1)?.headers.get("Retry-After"), "60");
    assert.equal((await from("192.0.2.2", "acme")).status, 200);
    // A visitor's tokens are counted apart.
    assert.ok([...counts.keys()].every((key) => key.endsWith(" asks the doctor")));
  });
});
