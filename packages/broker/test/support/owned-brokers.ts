import type { AuditItem, Scope } from "@keyhole/contract";
import {
  type BrokerOptions,
  type BrokerState,
  createBroker,
  createMemoryState,
  defineConfig,
  jwt,
  type SiteConfig,
  visitorStamp,
} from "../../src/index.ts";
import { createSubjectNames } from "../../src/keys/subject-names.ts";
import { FakeClock } from "./fake-clock.ts";
import {
  ADMIN_SECRET,
  ASSERTION_SECRET,
  ISSUER,
  KEYHOLE_SECRET,
  PAGE_ORIGIN,
  PUBLIC_URL,
  UPSTREAM_KEY,
} from "./identities.ts";
import { signAssertion } from "./sign-jwt.ts";
import { StartingUpstream, talkConfig } from "./starting-upstream.ts";
import { type Change, TestPage } from "./test-page.ts";

const PLENTY = 1_000_000;
const SCOPES: readonly Scope[] = [
  "calls:read",
  "calls:start",
  "transcripts:read",
  "recordings:read",
  "evaluations:read",
];

export interface OwnedOptions {
  /** Isolates of the Worker. */
  count?: number;
  /** Whether the site sends its calls to Cekura. */
  hasBridge?: boolean;
  site?: Partial<SiteConfig>;
  /** Days that the audit log is kept. */
  days?: number;
  fetch?: typeof globalThis.fetch;
  env?: Record<string, unknown>;
  /** Changes what the isolates share. */
  state?: (state: BrokerState) => BrokerState;
}

export type OwnedBrokers = ReturnType<typeof openOwnedBrokers>;

/** Isolates of one Worker that share a state and a clock, their owner, and an upstream that starts calls. */
export function openOwnedBrokers({
  count = 1,
  hasBridge = false,
  site = {},
  days,
  fetch,
  env = {},
  state,
}: OwnedOptions = {}) {
  const startMs = Date.now();
  const clock = new FakeClock();
  const now = () => startMs + clock.nowMs;
  const upstream = new StartingUpstream(now);
  const memory: BrokerState = {
    ...createMemoryState(now, clock.sleep),
    upstream: () => ({
      lease: async () => ({ rates: { members: PLENTY, visitors: PLENTY }, forMs: 10_000 }),
      permit: async () => ({ ok: true }),
      shrink: async () => {},
      report: async () => {},
      describe: async () => ({ perSecond: 0, inUse: 0 }),
    }),
  };
  const shared = state?.(memory) ?? memory;
  const log: Parameters<NonNullable<BrokerOptions["log"]>>[0][] = [];
  const background: Promise<unknown>[] = [];
  const define = defineConfig((env) => {
    const bridge = { cekuraAgent: 1, webhookSecrets: [env.ULTRAVOX_WEBHOOK_SECRET] };
    const acme: SiteConfig = {
      origins: [PAGE_ORIGIN],
      agents: "all",
      source: "ultravox",
      visitors: { rows: "public", scopes: ["calls:read", "calls:start", "recordings:read"] },
      members: {
        verify: jwt({ secret: ASSERTION_SECRET, issuer: ISSUER }),
        grant: () => ({ scopes: SCOPES, rows: "all" }),
      },
      talk: talkConfig({ limits: { visitors: { callsAtOnce: 100 }, members: { callsAtOnce: 100 } } }),
      ...(hasBridge ? { cekura: { project: 1 }, bridge } : {}),
      ...site,
    };
    const other: SiteConfig = {
      origins: [PAGE_ORIGIN],
      agents: "all",
      source: "ultravox",
      visitors: { rows: "public", scopes: ["calls:read"] },
    };
    return {
      publicUrls: [PUBLIC_URL],
      sites: { acme, other },
      ...(days === undefined ? {} : { audit: { days } }),
    };
  });
  const brokers = Array.from({ length: count }, () =>
    createBroker(define, {
      env: {
        KEYHOLE_SECRET,
        KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
        ACME_ASSERTION_SECRET: ASSERTION_SECRET,
        ULTRAVOX_API_KEY: UPSTREAM_KEY,
        ULTRAVOX_PLAN: "scale",
        ULTRAVOX_WEBHOOK_SECRET: "the-webhook-secret-of-the-tests-0123456789",
        CEKURA_API_KEY: "a-key-of-cekura-for-the-tests-0123456789",
        ...env,
      },
      state: shared,
      fetch: fetch ?? upstream.fetch,
      now,
      sleep: clock.sleep,
      waitUntil: (work) => void background.push(work),
      log: (entry) => void log.push(entry),
    }),
  );
  const [first] = brokers;
  if (first === undefined) throw new Error("there must be an isolate");

  /** A proof of this moment, by the brokers' clock. */
  const proof = () => ({ claims: { iat: Math.floor(now() / 1000) } });

  return {
    brokers,
    clock,
    now,
    upstream,
    log,
    background,
    proof,
    /** The audit log, as the owner reads it. */
    async audit(query = ""): Promise<AuditItem[]> {
      const answer = await this.owner("GET", `audit${query}`);
      return ((await answer.json()) as { items: AuditItem[] }).items;
    },
    /** Asks an isolate as the owner; the first unless another is given. */
    owner(method: string, path: string, body?: unknown, broker = first) {
      return broker.request(`${PUBLIC_URL}/v1/admin/${path}`, {
        method,
        headers: { Authorization: `Bearer ${ADMIN_SECRET}`, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    visitor: () => TestPage.visit(first),
    member: async (sub = `user-${crypto.randomUUID()}`) =>
      TestPage.enter(first, await signAssertion({ sub })),
    /** Asks an isolate with the token and the key of a page. */
    ask(page: TestPage, path: string, broker = first, change: Change = {}) {
      const copy = new TestPage(broker, page.keys, page.thumbprint);
      copy.useToken(page.token);
      return copy.get(path, { proof: proof(), ...change });
    },
  };
}

/** The code of a refusal; the status of anything else. */
export async function outcomeOf(response: Response): Promise<string | number> {
  if (response.status < 400) return response.status;
  return ((await response.json()) as { code: string }).code;
}

/** The names of viewers for their owner. */
export const subjectNames = createSubjectNames([KEYHOLE_SECRET]);

/** The name by which the owner knows a visitor of the site. */
export async function nameOfVisitor({ thumbprint }: TestPage, site = "acme"): Promise<string> {
  const [name = ""] = await subjectNames(site, `visitor:${await visitorStamp(site, thumbprint)}`);
  return name;
}
