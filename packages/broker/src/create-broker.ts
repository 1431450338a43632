import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { isFromOwner } from "./admin/require-admin.ts";
import { createAdmission } from "./admission/admission.ts";
import type { Shield } from "./admission/shield.ts";
import { createShield, shieldAddress } from "./admission/shield.ts";
import { createAssertionKeys } from "./assertions/assertion-key.ts";
import { createAudit } from "./audit/audit.ts";
import { DELIVERY_UNCONFIGURED_SECONDS } from "./base/limits/deliveries.ts";
import type { Log } from "./base/log.ts";
import { sleepByTimer } from "./base/sleep.ts";
import { createDeliveryConsumer } from "./bridge/consume-deliveries.ts";
import type { DeliveryBatch } from "./bridge/delivery.ts";
import { createSeenCalls } from "./calls/seen-calls.ts";
import { checkConfig } from "./config/check-config.ts";
import { ConfigError } from "./config/config-error.ts";
import type { DefineConfig } from "./config/keyhole-config.ts";
import { createEvaluationMemory } from "./evaluations/evaluation-memory.ts";
import type { BrokerEnv } from "./http/broker-env.ts";
import { createLocate } from "./http/locate.ts";
import { answerInTime, cors, plainPath, responseHeaders } from "./http/middleware.ts";
import { publicAddress } from "./http/public-address.ts";
import { Refusal } from "./http/refusal.ts";
import { createRefusalLog } from "./http/refusal-log.ts";
import { writeProblem } from "./http/write-problem.ts";
import { createSignIns } from "./identity/create-sign-ins.ts";
import { createKeyring } from "./keys/keyring.ts";
import { createSealer } from "./keys/sealer.ts";
import { createStamps } from "./keys/stamps.ts";
import { createSubjectNames } from "./keys/subject-names.ts";
import { createProjectKeys } from "./provisioning/project-keys.ts";
import { createQuestions } from "./questions/questions.ts";
import type { Broker } from "./routes/broker.ts";
import {
  addAdminPage,
  addHome,
  addRoutes,
  addScripts,
  inAreas,
  isInArea,
  needsToken,
  refuseUnconfigured,
} from "./routes/routes.ts";
import { createSources } from "./sources/sources.ts";
import type { BrokerState } from "./state/broker-state.ts";
import { createStatsMemory } from "./stats/stats-memory.ts";
import { createSwitches } from "./switches/switches.ts";
import { createFirstRequests } from "./tokens/first-request.ts";
import { createProofMemory, createRequireProof } from "./tokens/require-proof.ts";

/** The surroundings of a broker. */
export interface BrokerOptions {
  /** Bindings, vars and secrets. */
  env: Readonly<Record<string, unknown>>;
  /** Where limits, first uses and the upstream's budget are kept. */
  state: BrokerState;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  now?: () => number;
  log?: Log;
  /** Waits, for work that goes on after an answer. Default: a timer. */
  sleep?: (ms: number) => Promise<void>;
  /** Keeps work alive after an answer. Default: none is needed, because the process lives on. */
  waitUntil?: (work: Promise<unknown>) => void;
}

/**
 * The broker as an app: `fetch(request)` answers as a server, `request(url, init)` as in a test. `queue(batch)` sends
 * calls to Cekura that a queue says are due.
 */
export type BrokerApp = Hono<BrokerEnv> & { queue(batch: DeliveryBatch): Promise<void> };

/**
 * Creates the broker. It checks the config immediately. If a setting is wrong, the log names it and every
 * request is answered with `not_configured`.
 */
export function createBroker(define: DefineConfig, options: BrokerOptions): BrokerApp {
  const { env, now = () => Date.now(), log = logLine, sleep = sleepByTimer, waitUntil = () => {} } = options;
  const shield = createShield(env, { log, now });
  const audit = createAudit({ log, now, sleep, waitUntil });
  const logRefusal = createRefusalLog(audit, now);
  const ask = (request: Request) => app.fetch(request);
  const started = start(
    () => startBroker(define, options, { shield, now, logRefusal, log, audit, ask }),
    log,
  );
  const locate = createLocate("broker" in started ? started.broker.config.publicUrls : []);
  const places = new WeakMap<Request, { url: URL; path: string }>();
  /** Read once: to parse a URL costs a Worker as much as a middleware. */
  function placeOf(request: Request): { url: URL; path: string } {
    const known = places.get(request);
    if (known !== undefined) return known;
    const url = new URL(request.url);
    const place = { url, path: locate(url).path };
    places.set(request, place);
    return place;
  }
  const app = new Hono<BrokerEnv>({
    // Routes are those below the broker's address, which may have a path.
    getPath: (request) => getPath({ url: `https://broker.invalid${placeOf(request).path}` } as Request),
  });
  app.use(async function prepare(context, next) {
    context.set("requestId", crypto.randomUUID());
    context.set("now", now);
    context.set("arrivedMs", now());
    const { url, path } = placeOf(context.req.raw);
    context.set("url", url);
    context.set("path", path);
    await next();
  });
  app.use(responseHeaders());
  app.use(inAreas("cors", cors()));
  app.use(answerInTime());
  app.use(plainPath());
  const adminSecret = "broker" in started ? started.broker.config.settings.adminSecret : null;
  app.use(
    inAreas(
      "shielded",
      shieldAddress(shield, (context) => isFromOwner(context, adminSecret)),
    ),
  );
  if ("broker" in started) {
    const { publicUrls, settings } = started.broker.config;
    const { isDevelopment } = settings;
    app.use(publicAddress({ publicUrls, isDevelopment, locate }, isInArea));
  }
  app.notFound((context) =>
    writeProblem(context, new Refusal("not_found", "There is nothing at this address.")),
  );
  app.onError((error, context) => {
    if (error instanceof Refusal) {
      logRefusal(context, error);
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
  addHome(app, "broker" in started ? started.broker : null);
  if ("broker" in started) {
    addAdminPage(app, started.broker);
    addRoutes(app, started.broker);
  } else refuseUnconfigured(app, started.fault);
  const queue = "broker" in started ? consumerOf(started.broker, log) : keepMessages;
  if ("broker" in started && [...started.broker.config.sites.values()].some(({ bridge }) => bridge !== null))
    options.state.consumeDeliveries?.(queue);
  return Object.assign(app, { queue });
}

function consumerOf({ config, sources, sealer, now, deliveries }: Broker, log: Log) {
  const { sites, publicUrls } = config;
  return createDeliveryConsumer({
    sites,
    sources,
    sealer,
    publicUrl: publicUrls[0],
    now,
    ledger: deliveries,
    log,
  });
}

/** Lets messages come again later: the owner has to mend the config first. */
async function keepMessages({ messages }: DeliveryBatch): Promise<void> {
  for (const message of messages) message.retry({ delaySeconds: DELIVERY_UNCONFIGURED_SECONDS });
}

/** Starts the broker, or says in the log which setting is wrong. */
function start(run: () => Broker, log: Log): { broker: Broker } | { fault: string } {
  try {
    return { broker: run() };
  } catch (error) {
    const fault = describeConfigError(error);
    log({ level: "error", event: "config", detail: fault });
    return { fault };
  }
}

/** What the broker and its middleware share. */
interface Surroundings extends Pick<Broker, "now" | "logRefusal" | "audit"> {
  shield: Shield;
  log: Log;
  /** The broker's own front door. */
  ask: (request: Request) => Response | Promise<Response>;
}

function startBroker(
  define: DefineConfig,
  {
    env,
    state,
    fetch = (...request) => globalThis.fetch(...request),
    waitUntil = () => {},
    sleep = sleepByTimer,
  }: BrokerOptions,
  { shield, now, logRefusal, log, audit, ask }: Surroundings,
): Broker {
  const config = checkConfig(define, env);
  const { settings, publicUrls, sites } = config;
  for (const detail of [...config.warnings, ...shield.warnings]) {
    log({ level: "warn", event: "config", detail });
  }
  const keyring = createKeyring({ secrets: settings.secrets, now });
  const assertionKeys = new Map(
    [...sites].flatMap(([id, { members }]) =>
      members?.verifier.kind !== "jwt"
        ? []
        : [[id, createAssertionKeys(members.verifier, fetch, now)] as const],
    ),
  );
  // Without the secret nobody could read what is kept.
  if (settings.adminSecret !== null) audit.keepIn(() => state.audit(), config.auditKeepMs);
  const evaluationMemory = createEvaluationMemory(now);
  const subjectNames = createSubjectNames(settings.secrets);
  const projectKeys = createProjectKeys({
    settings,
    keyring,
    state: state.projectKey,
    publicUrl: publicUrls[0],
    fetch,
    now,
    waitUntil,
    log,
  });
  return {
    config,
    keyring,
    sealer: createSealer({ keyring, issuer: publicUrls[0], now }),
    requireProof: createRequireProof({
      publicUrls,
      isDevelopment: settings.isDevelopment,
      keyring,
      now,
    }),
    proofMemory: createProofMemory(),
    firstRequests: createFirstRequests({ ask, needsToken, now, waitUntil }),
    questions: createQuestions({
      findQuestion: state.question ?? null,
      secret: settings.secrets[0] ?? "",
      keys: [settings.ultravox.apiKey, settings.cekura.apiKey],
      now,
      waitUntil,
    }),
    seenCalls: createSeenCalls(now),
    evaluationMemory,
    deliveries: (site) => state.deliveries(site),
    statsMemory: createStatsMemory(now),
    state,
    stamps: createStamps(settings.secrets),
    subjectNames,
    switches: createSwitches({
      state: (site) => state.switches(site),
      names: subjectNames,
      now,
      waitUntil,
    }),
    admission: createAdmission({ state, shield, now }),
    shield,
    projectKeys,
    assertionKeys,
    signIns: createSignIns(sites, { fetch, now, isDevelopment: settings.isDevelopment }),
    sources: createSources(settings, {
      upstream: state.upstream,
      noteEvaluation(project, callId, { logId, ...counts }) {
        evaluationMemory.put(project, { summary: { callId, ...counts }, logId });
      },
      learnEvaluation(project, callId, { logId, ...counts }) {
        evaluationMemory.learn(project, { summary: { callId, ...counts }, logId });
      },
      projectKeys,
      fetch,
      now,
      waitUntil,
      publicUrls,
    }),
    fetch,
    now,
    sleep,
    waitUntil,
    logRefusal,
    audit,
  };
}

/** The message of a ConfigError, which names its setting. Of other errors only the name is reported. */
function describeConfigError(error: unknown): string {
  if (error instanceof ConfigError || error instanceof TypeError) return error.message;
  return `the config threw ${error instanceof Error ? error.name : typeof error}`;
}

/** Name and stack without the message, which may quote what must not be in a log. */
function describeBug({ name, message, stack = "" }: Error): string {
  // A message may contain lines that look like frames. If it cannot be cut off, no frame is reported.
  const start = stack.indexOf(message);
  const behind = start < 0 ? "" : stack.slice(start + message.length);
  const frames = behind.split("\n").filter((line) => line.startsWith("    at "));
  return [name, ...frames.slice(0, 8)].join("\n");
}

const logLine: Log = ({ level, ...entry }) => console[level](JSON.stringify(entry));
