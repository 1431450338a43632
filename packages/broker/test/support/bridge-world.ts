import { setImmediate } from "node:timers/promises";
import type { Delivery } from "@keyhole/contract";
import { type Simulator, type SimulatorOptions, startSimulator, type WebhookEvent } from "@keyhole/simulator";
import {
  type BrokerOptions,
  type BrokerState,
  createBroker,
  createMemoryState,
  defineConfig,
  type SiteConfig,
} from "../../src/index.ts";
import { KEYHOLE_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "./identities.ts";

export const WEBHOOK_SECRET = "the-webhook-secret-of-the-tests-0123456789";
export const OLD_WEBHOOK_SECRET = "the-old-webhook-secret-of-the-tests-9876543210";
export const CEKURA_WEBHOOK_SECRET = "the-secret-of-the-webhook-of-cekura-0123456789";
export const ADMIN_SECRET = "an-admin-secret-of-the-tests-0123456789-abcdef";
export const SECONDS = 1000;
export const MINUTES = 60 * SECONDS;
export const HOURS = 60 * MINUTES;

/** Turns of the event loop without any work before the time is moved. */
const IDLE_TURNS = 5;
const PLENTY = 1_000_000;

/** Time that only a test moves, and that passes no faster than the work of the queue. */
class WorldTime {
  nowMs = 0;
  /** Batches that are being consumed. */
  busy = 0;
  #sleeping: { untilMs: number; wake: () => void }[] = [];

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      this.#sleeping.push({ untilMs: this.nowMs + ms, wake: resolve });
      signal?.addEventListener("abort", () => resolve());
    });

  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    for (;;) {
      await this.#idle();
      const next = this.#sleeping.toSorted((one, other) => one.untilMs - other.untilMs)[0];
      if (next === undefined || next.untilMs > endMs) break;
      this.nowMs = Math.max(this.nowMs, next.untilMs);
      this.#sleeping = this.#sleeping.filter((sleeper) => sleeper !== next);
      next.wake();
    }
    this.nowMs = endMs;
  }

  async #idle(): Promise<void> {
    for (let turns = 0; turns < IDLE_TURNS; turns += 1) {
      await setImmediate();
      if (this.busy > 0) turns = -1;
    }
  }
}

export interface BridgeWorldOptions {
  site?: Partial<SiteConfig>;
  simulator?: SimulatorOptions;
  env?: Record<string, unknown>;
  /** The kind of the key of Cekura. Default: a project's. */
  key?: keyof Simulator["cekura"]["apiKeys"];
  /** The queue gives each message twice at once. */
  givesTwice?: boolean;
  /** Changes what the broker asks the vendors. */
  fetch?: (simulator: Simulator) => typeof globalThis.fetch;
}

/** A broker in this process, between a simulated Ultravox and a simulated Cekura, all by one clock. */
export async function openBridgeWorld(options: BridgeWorldOptions = {}) {
  const startMs = Date.now();
  const time = new WorldTime();
  const now = () => startMs + time.nowMs;
  const simulator = await startSimulator(
    {
      callCount: 0,
      now: startMs,
      cekuraImportsCalls: false,
      requestsPerSecond: 100_000,
      cekuraRequestsPerSecond: 100_000,
      ...options.simulator,
    },
    { nowMs: () => time.nowMs, sleep: time.sleep },
  );
  const memory = createMemoryState(now, time.sleep);
  const state: BrokerState = {
    ...memory,
    upstream: () => ({
      lease: async () => ({ rates: { members: PLENTY, visitors: PLENTY }, forMs: 10_000 }),
      permit: async () => ({ ok: true }),
      shrink: async () => {},
      report: async () => {},
      describe: async () => ({ perSecond: 0, inUse: 0 }),
    }),
    consumeDeliveries(consumer) {
      memory.consumeDeliveries?.(async (batch) => {
        time.busy += 1;
        const copies = batch.messages.map(({ body }) => ({ body, ack() {}, retry() {} }));
        const again = options.givesTwice ? consumer({ ...batch, messages: copies }) : undefined;
        await Promise.all([consumer(batch), again]).finally(() => {
          time.busy -= 1;
        });
      });
    },
  };
  /** What the broker has asked the vendors, in order. */
  const asked: string[] = [];
  const ask = options.fetch?.(simulator) ?? simulator.fetchInProcess;
  const log: Parameters<NonNullable<BrokerOptions["log"]>>[0][] = [];
  const defineWith = (changes: Partial<Record<keyof SiteConfig, unknown>>) =>
    defineConfig((env) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        acme: {
          origins: [PAGE_ORIGIN],
          agents: "all",
          source: "ultravox",
          cekura: { project: 1376 },
          visitors: { rows: "public", scopes: ["calls:read"] },
          bridge: {
            cekuraAgent: 2141,
            webhookSecrets: [env.ULTRAVOX_WEBHOOK_SECRET, env.OLD_WEBHOOK_SECRET],
            cekuraWebhookSecret: env.CEKURA_WEBHOOK_SECRET,
          },
          ...options.site,
          ...(changes as Partial<SiteConfig>),
        },
        plain: {
          origins: [PAGE_ORIGIN],
          agents: "all",
          source: "ultravox",
          visitors: { rows: "public", scopes: ["calls:read"] },
        },
      },
    }));
  const open = (changes: Partial<Record<keyof SiteConfig, unknown>> = {}) =>
    createBroker(defineWith(changes), {
      env: {
        KEYHOLE_SECRET,
        KEYHOLE_ADMIN_SECRET: ADMIN_SECRET,
        ULTRAVOX_API_KEY: simulator.apiKey,
        ULTRAVOX_BASE_URL: simulator.baseUrl,
        CEKURA_API_KEY: simulator.cekura.apiKeys[options.key ?? "project"],
        CEKURA_BASE_URL: simulator.cekura.baseUrl,
        ULTRAVOX_WEBHOOK_SECRET: WEBHOOK_SECRET,
        OLD_WEBHOOK_SECRET,
        CEKURA_WEBHOOK_SECRET,
        ...options.env,
      },
      state,
      fetch(input, init) {
        asked.push(new Request(input).url);
        return ask(input, init);
      },
      now,
      log: (entry) => void log.push(entry),
    });
  const broker = open();

  async function admin<Body>(path: string, init: RequestInit = {}): Promise<{ status: number; body: Body }> {
    const headers = { Authorization: `Bearer ${ADMIN_SECRET}` };
    const answer = await broker.request(`${PUBLIC_URL}/v1/admin/${path}`, { ...init, headers });
    return { status: answer.status, body: (await answer.json()) as Body };
  }

  return {
    simulator,
    broker,
    state,
    log,
    asked,
    now,
    /** Another isolate over the same state, with other settings of the site. */
    open,
    admin,
    /** Moves the time on, while what is due is done. */
    pass: (ms: number) => time.pass(ms),
    /** An ISO 8601 time before now. */
    ago: (ms: number) => new Date(now() - ms).toISOString(),
    /** Sends a webhook as Ultravox does. */
    async tell(callId: string, event: WebhookEvent = "call.ended", secrets = [WEBHOOK_SECRET]) {
      const message = simulator.signWebhook(callId, event, secrets);
      return broker.request(`${PUBLIC_URL}/v1/webhooks/ultravox/acme`, { method: "POST", ...message });
    },
    async deliveries(state?: Delivery["state"]): Promise<Delivery[]> {
      const items: Delivery[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = new URLSearchParams({ ...(state && { state }), ...(cursor && { cursor }) });
        const { body } = await admin<{ items: Delivery[]; next: string | null }>(`deliveries?${query}`);
        items.push(...body.items);
        cursor = body.next;
      }
      return items;
    },
    /** The calls that Cekura has, and how often each was sent. */
    received: () => new Map([...simulator.received()].map((call) => [call.callId, call])),
    close: () => simulator.close(),
  };
}

export type BridgeWorld = Awaited<ReturnType<typeof openBridgeWorld>>;
