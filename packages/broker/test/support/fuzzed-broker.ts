import assert from "node:assert/strict";
import { mock } from "node:test";
import { PROBLEMS, SCOPES } from "@keyhole/contract";
import { isLongFuzz } from "@keyhole/dev/fuzz";
import {
  type BrokerState,
  createBroker,
  createMemoryState,
  jwt,
  type Log,
  type SiteConfig,
  signIn,
} from "../../src/index.ts";
import { FakeUpstream } from "./fake-upstream.ts";
import {
  ADMIN_SECRET,
  ASSERTION_SECRET,
  ISSUER,
  KEYHOLE_SECRET,
  PAGE_ORIGIN,
  PUBLIC_URL,
  UPSTREAM_KEY,
} from "./identities.ts";
import { DANGER, rawCalls } from "./raw-call.ts";
import { signAssertion } from "./sign-jwt.ts";
import { StartingUpstream, talkConfig } from "./starting-upstream.ts";
import { TestPage } from "./test-page.ts";

export const WEBHOOK_SECRET = "a-webhook-secret-of-the-fuzz-0123456789";
const CEKURA_KEY = "a-key-of-cekura-for-the-fuzz-0123456789";
const CEKURA_SECRET = "a-secret-of-cekuras-webhook-0123456789";
const CLIENT_SECRET = "a-client-secret-of-the-fuzz-0123456789";
const SECRETS = [
  ADMIN_SECRET,
  ASSERTION_SECRET,
  KEYHOLE_SECRET,
  UPSTREAM_KEY,
  WEBHOOK_SECRET,
  CEKURA_KEY,
  CEKURA_SECRET,
  CLIENT_SECRET,
  DANGER,
];
const PLENTY = 1_000_000;
const MANY_REQUESTS = { requestsPerMinute: PLENTY * 60 };
const MANY_STARTS = {
  startsPerHour: PLENTY,
  startsPerDay: PLENTY,
  minutesPerDay: PLENTY * 10,
  callsAtOnce: PLENTY,
};
/** What no error of the broker says: frames, files and names of exceptions. */
const INSIDE = /\bat \S+ \(|node_modules|file:\/\/|\b(?:Type|Range|Syntax)Error\b/;

export type FuzzedBroker = ReturnType<typeof openFuzzedBroker>;

/**
 * A broker of every kind of site, in this process, without limits: an input must not be refused for the number of those
 * before it. `check` reads an answer and says what no request may get.
 */
export function openFuzzedBroker(fetch?: typeof globalThis.fetch) {
  stopClock();
  const calls = rawCalls(6);
  const upstream = new FakeUpstream(calls);
  const starting = new StartingUpstream();
  const answerAll: typeof globalThis.fetch = (input, init) =>
    (init?.method === "POST" ? starting : upstream).fetch(input, init);
  const log: Parameters<Log>[0][] = [];
  const site: SiteConfig = {
    origins: [PAGE_ORIGIN, "https://*.preview.acme.example"],
    agents: "all",
    source: "ultravox",
    limits: { visitor: MANY_REQUESTS, member: MANY_REQUESTS },
  };
  const grant = () => ({ scopes: SCOPES, rows: "all" as const });
  const broker = createBroker(
    (env) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        acme: {
          ...site,
          members: { verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ISSUER }), grant },
          visitors: { rows: "own", scopes: ["calls:read"] },
          cekura: { project: 1 },
          talk: talkConfig({ limits: { member: MANY_STARTS, members: MANY_STARTS } }),
          bridge: {
            cekuraAgent: 1,
            webhookSecrets: [env.WEBHOOK_SECRET],
            cekuraWebhookSecret: env.CEKURA_WEBHOOK_SECRET,
          },
        },
        open: { ...site, visitors: { rows: "public", scopes: ["calls:read", "recordings:read"] } },
        keys: {
          ...site,
          members: { verify: jwt({ jwks: "https://keys.example/jwks", issuer: ISSUER }), grant },
        },
        oidc: {
          ...site,
          members: {
            verify: signIn({
              oidc: { issuer: "https://login.example", clientId: "a", clientSecret: env.CLIENT_SECRET },
            }),
            grant,
          },
        },
      },
    }),
    {
      env: {
        KEYHOLE_SECRET,
        KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
        ULTRAVOX_API_KEY: UPSTREAM_KEY,
        ULTRAVOX_PLAN: "scale",
        CEKURA_API_KEY: CEKURA_KEY,
        ACME_ASSERTION_SECRET: ASSERTION_SECRET,
        CLIENT_SECRET,
        WEBHOOK_SECRET,
        CEKURA_WEBHOOK_SECRET: CEKURA_SECRET,
      },
      state: withoutLimits(),
      fetch: fetch ?? answerAll,
      log: (entry) => void log.push(entry),
    },
  );

  /** Reads an answer. Fails where the broker failed, told a secret, or answered a problem that is none. */
  async function check(answer: Response): Promise<{ status: number; text: string }> {
    const { status, headers } = answer;
    const text = await answer.text();
    const entries = log.splice(0);
    const failure = entries.find(({ event }) => event === "internal");
    assert.equal(failure, undefined, `the broker failed: ${JSON.stringify(failure)}`);
    assert.notEqual(status, 500, text);
    const told = `${text}\n${JSON.stringify([...headers])}\n${JSON.stringify(entries)}`;
    for (const secret of SECRETS) assert.ok(!told.includes(secret), `a secret is told: ${secret}`);
    assert.match(headers.get("X-Request-Id") ?? "", /^[0-9a-f-]{36}$/);
    if (status < 400) return { status, text };
    const type = headers.get("Content-Type") ?? "";
    if (status === 416 || type.startsWith("text/html") || text === "") return { status, text };
    const problem = JSON.parse(text) as { code: string; status: number; detail: string };
    assert.ok(Object.hasOwn(PROBLEMS, problem.code), text);
    assert.equal(problem.status, status);
    assert.doesNotMatch(text, INSIDE);
    return { status, text };
  }

  return {
    broker,
    calls,
    starting,
    log,
    check,
    /** Asks without a page. */
    async ask(path: string, init: RequestInit = {}) {
      return check(await broker.request(`${PUBLIC_URL}${path}`, init));
    },
    member: async () => TestPage.enter(broker, await signAssertion()),
    visitor: () => TestPage.visit(broker, "open"),
  };
}

/** State in memory that refuses nothing but what was used before. */
function withoutLimits(): BrokerState {
  const memory = createMemoryState();
  return {
    ...memory,
    viewer(site, subject) {
      const viewer = memory.viewer(site, subject);
      return { admit: (use) => viewer.admit({ ...use, limitPerMinute: Number.MAX_SAFE_INTEGER }) };
    },
    site: () => ({ take: async () => ({ ok: true }) }),
    upstream: () => ({
      lease: async () => ({ rates: { members: PLENTY, visitors: PLENTY }, forMs: 10_000 }),
      permit: async () => ({ ok: true }),
      shrink: async () => {},
      report: async () => {},
      describe: async () => ({ perSecond: 0, inUse: 0 }),
    }),
  };
}

/** Stops `Date` in the long run, in which tokens and proofs would expire. */
function stopClock(): void {
  if (!isLongFuzz()) return;
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: Date.now() });
}
