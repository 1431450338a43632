import { waitUntil, env as workerEnv } from "cloudflare:workers";
import { Hono } from "hono";
import { createAssertionKey } from "./assertions/assertion-key.ts";
import type { Broker, Log } from "./broker.ts";
import type { BrokerEnv } from "./broker-env.ts";
import { connectUltravox } from "./budget/connect-ultravox.ts";
import { createEndedCalls } from "./calls/ended-calls.ts";
import { checkConfig } from "./config/check-config.ts";
import { ConfigError } from "./config/config-error.ts";
import type { DefineConfig } from "./config/keyhole-config.ts";
import { cors } from "./http/cors.ts";
import { plainPath } from "./http/plain-path.ts";
import { Refusal } from "./http/refusal.ts";
import { responseHeaders } from "./http/response-headers.ts";
import { shieldAddress } from "./http/shield-address.ts";
import { writeProblem } from "./http/write-problem.ts";
import { createKeyring } from "./keys/keyring.ts";
import { createShield } from "./rates/shield.ts";
import { createSpendOfSite } from "./rates/spend-of-site.ts";
import { addRoutes, addScripts, refuseUnconfigured } from "./routes/routes.ts";
import { siteStates } from "./state/site-state.ts";
import { viewerStates } from "./state/viewer-state.ts";
import { createNonces } from "./tokens/nonce.ts";
import { createProofMemory } from "./tokens/proof-memory.ts";

/** What the broker takes from its surroundings; each has its real default. */
export interface BrokerOptions {
  /** Bindings, vars and secrets. Default: the Worker's own. */
  env?: Readonly<Record<string, unknown>>;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  now?: () => number;
  log?: Log;
}

/**
 * Makes the broker: a Hono app that is a Worker's default export. The config is checked at once; a
 * wrong one is named in the log, and every request is then answered with `not_configured`.
 */
export function createBroker(define: DefineConfig, options: BrokerOptions = {}): Hono<BrokerEnv> {
  const { now = Date.now, log = logLine } = options;
  const env = options.env ?? (workerEnv as unknown as Readonly<Record<string, unknown>>);
  const app = new Hono<BrokerEnv>();
  app.use(async function prepare(context, next) {
    context.set("requestId", crypto.randomUUID());
    context.set("now", now);
    await next();
  });
  app.use(responseHeaders());
  app.use("/v1/*", cors());
  app.use("/.well-known/*", cors());
  app.use(plainPath());
  app.use("/v1/*", shieldAddress(createShield(env)));
  app.notFound((context) =>
    writeProblem(context, new Refusal("not_found", "There is nothing at this address.")),
  );
  app.onError((error, context) => {
    if (error instanceof Refusal) {
      if (LOGGED.has(error.code)) {
        log({ level: "warn", event: error.code, requestId: context.get("requestId"), detail: error.detail });
      }
      return writeProblem(context, error);
    }
    log({
      level: "error",
      event: "internal",
      requestId: context.get("requestId"),
      detail: describeBug(error),
    });
    return writeProblem(
      context,
      new Refusal("internal", "The broker failed: its owner finds the request id in the log."),
    );
  });

  addScripts(app, env);
  try {
    addRoutes(app, startBroker(define, env, { ...options, now, log }));
  } catch (error) {
    const message = describeConfigError(error);
    log({ level: "error", event: "config", detail: message });
    refuseUnconfigured(app);
  }
  return app;
}

const LOGGED: ReadonlySet<string> = new Set(["upstream_key_rejected", "upstream_invalid", "not_configured"]);

function startBroker(
  define: DefineConfig,
  env: Readonly<Record<string, unknown>>,
  {
    now,
    log,
    fetch = (...request) => globalThis.fetch(...request),
  }: BrokerOptions & { now: () => number; log: Log },
): Broker {
  const config = checkConfig(define, env);
  const keyring = createKeyring({ secrets: config.settings.secrets, now });
  const assertionKeys = new Map(
    [...config.sites].flatMap(([id, { members }]) =>
      members === null ? [] : [[id, createAssertionKey(members.verifier, fetch, now)] as const],
    ),
  );
  return {
    config,
    keyring,
    nonces: createNonces(keyring, now),
    proofs: createProofMemory(),
    endedCalls: createEndedCalls(now),
    viewers: viewerStates(env),
    assertionKeys,
    spendOfSite: createSpendOfSite(siteStates(env), now),
    shield: createShield(env),
    ultravox: connectUltravox(config.settings, { env, fetch, now, waitUntil }),
    now,
    log,
  };
}

/** A ConfigError names its setting; of anything else that a config throws, the name alone is told. */
function describeConfigError(error: unknown): string {
  if (error instanceof ConfigError || error instanceof TypeError) return error.message;
  return `the config threw ${error instanceof Error ? error.name : typeof error}`;
}

/** Name and stack without the message, which may quote what must not be in a log. */
function describeBug({ name, message, stack = "" }: Error): string {
  // A message may itself hold lines that look like frames; where it cannot be cut off, there are none.
  const start = stack.indexOf(message);
  const behind = start < 0 ? "" : stack.slice(start + message.length);
  const frames = behind.split("\n").filter((line) => line.startsWith("    at "));
  return [name, ...frames.slice(0, 8)].join("\n");
}

const logLine: Log = ({ level, ...entry }) => console[level](JSON.stringify(entry));
