import { type Clock, SYSTEM_CLOCK } from "./base/clock.ts";
import { makeAgentRows } from "./calls/agents.ts";
import { makeRows } from "./calls/make-rows.ts";
import { OUTBOUND_PROJECT, RECEPTION_PROJECT } from "./cekura/agents.ts";
import { createCekuraApi } from "./cekura/api.ts";
import { CekuraKeys, type KeyKind } from "./cekura/keys.ts";
import { CekuraWorld } from "./cekura/world.ts";
import { formatRetryAfter } from "./http/answer.ts";
import { type Handler, type Listener, listen } from "./http/listener.ts";
import { LazyLiveCalls } from "./live/lazy-live-calls.ts";
import { checkOptions, type SimulatorOptions } from "./options.ts";
import { SCENARIO_DESCRIPTIONS, ScenarioSwitch } from "./scenarios/scenarios.ts";
import type { Controls } from "./server/controls.ts";
import { CEKURA_PATH, createDispatch } from "./server/dispatch.ts";
import { createInProcessFetch } from "./server/in-process.ts";
import { RequestLog } from "./server/request-log.ts";
import { StorageHost } from "./storage/storage-host.ts";
import { CallEditor } from "./store/call-editor.ts";
import { CallStore, makeTombstones } from "./store/call-store.ts";
import { createUltravoxApi } from "./ultravox/api.ts";
import { joinUrl } from "./ultravox/bodies/call.ts";
import { dataSecrets } from "./ultravox/secrets.ts";
import { createAccountWebhooks } from "./webhooks/account-webhooks.ts";
import { type SignedMessage, signMessage } from "./webhooks/signed-message.ts";
import { WEBHOOK_EVENTS, type WebhookEvent } from "./webhooks/webhook.ts";

/** A running simulator. */
export interface Simulator extends Controls {
  /** Ultravox's base URL, in place of `https://api.ultravox.ai/api`. No slash at the end. */
  readonly baseUrl: string;
  /** Base URL of the control plane. No slash at the end. */
  readonly controlUrl: string;
  /** Origin of the host of the recordings. */
  readonly storageUrl: string;
  /** The key that opens the API. */
  readonly apiKey: string;
  readonly cekura: SimulatedCekura;
  /** Signs an event of a call as a webhook with these secrets would, without sending it. */
  signWebhook(callId: string, event: WebhookEvent, secrets: readonly string[]): SignedMessage;
  /** Asks the simulator without the network, for tests that ask tens of thousands of times. */
  readonly fetchInProcess: typeof globalThis.fetch;
  /** Stops the simulator at once and closes open connections. */
  close(): Promise<void>;
}

/** The simulated Cekura: its address, and what its dashboard shows. */
export interface SimulatedCekura {
  /** In place of `https://api.cekura.ai`. No slash at the end. */
  readonly baseUrl: string;
  /** Keys of each kind that the dashboard makes. */
  readonly apiKeys: Readonly<Record<KeyKind, string>>;
  /** Numbers of the project that evaluates Ultravox's calls, and of the one whose calls exist in Cekura alone. */
  readonly projects: Readonly<Record<"ultravox" | "cekura", number>>;
  /** Keys that were made through the API, oldest first. */
  madeKeys(): readonly { id: number; name: string; project: number | null; key: string }[];
  /** What a person does in the dashboard. */
  revokeKey(id: number): void;
  /** The votes on a call log's metrics, by the metric's id; null for one that was taken back. */
  votes(callLogId: number): ReadonlyMap<number, boolean | null>;
}

/**
 * Starts a server that imitates the vendors' APIs, in this process.
 *
 * Throws a `TypeError` that names a wrong option. Rejects with the system's error (`EADDRINUSE`) if the port is
 * taken.
 */
export async function startSimulator(
  options: SimulatorOptions = {},
  clock: Clock = SYSTEM_CLOCK,
): Promise<Simulator> {
  const settings = checkOptions(options, Date.now());
  const { host, port, storagePort, slowMs, apiKey, seed, now, requestsPerSecond } = settings;
  const startedMs = clock.nowMs();
  const dataClockMs = () => now + clock.nowMs() - startedMs;
  const nowMicros = () => Math.floor(dataClockMs() * 1000);
  const retryAfter = (waitSeconds: number) =>
    formatRetryAfter(settings.retryAfterForm, waitSeconds, Date.now());

  const store = new CallStore(makeRows(seed, settings.callCount, now), makeTombstones(seed, now), {
    nowMicros,
    onLapse: (ended) => editor.finish(ended),
  });
  const agents = makeAgentRows(now);
  const scenarios = new ScenarioSwitch(settings.scenario, settings);
  const closed = new AbortController();
  const sender = createAccountWebhooks({
    clock,
    dataClockMs,
    settings,
    faults: () => scenarios.scenario.webhooks ?? {},
    evaluated: (id) => world.find(id),
  });
  const editor = new CallEditor({
    store,
    seed,
    clock,
    clockMs: dataClockMs,
    onEvent: (event, row) => {
      sender.send(event, row);
      if (event === "call.ended") live.ended(row.callId);
    },
    closed: closed.signal,
  });
  const live = new LazyLiveCalls({
    store,
    editor,
    clock,
    slowMs,
    faults: () => scenarios.scenario.live ?? {},
    joinUrl,
  });
  const log = new RequestLog(apiKey);
  const recording = (callId: string) => {
    const row = store.find(callId);
    return row === undefined ? world.recording(callId) : store.recording(row);
  };
  const storage = new StorageHost({
    recording,
    clock,
    dataClockMs,
    apiKey,
    urlSeconds: settings.recordingUrlSeconds,
    slowMs,
    faults: () => scenarios.scenario.storage ?? {},
  });
  const controls: Controls = {
    setScenario: (name) => scenarios.set(name),
    addCall: (input = {}) => editor.addCall(input),
    addMessage: (callId, input) => editor.addMessage(callId, input),
    joinCall: (callId) => editor.joinCall(callId),
    endCall: (callId) => editor.endCall(callId),
    calls: () => editor.describeCalls(),
    describeCall: (callId) => editor.describeCall(callId),
    secrets: () => dataSecrets(agents, store, nowMicros),
    sendWebhook: (callId, event) => {
      if (!WEBHOOK_EVENTS.includes(event))
        throw new TypeError(`event: must be one of ${WEBHOOK_EVENTS.join(", ")}`);
      sender.send(event, editor.row(callId));
    },
    setWebhooks: (webhooks) => sender.set(webhooks),
    webhooks: () => sender.sent(),
    received: () => world.received(),
    requests: () => log.last(),
    storage: () => storage.state(),
    state: () => ({
      scenario: scenarios.name,
      scenarios: SCENARIO_DESCRIPTIONS,
      seed,
      now: new Date(now).toISOString(),
      calls: store.rows.length,
      requests: log.counts(),
      strayFaults: scenarios.strayFaults,
      storage: { origin: storage.origin, sawApiKey: storage.state().sawApiKey },
    }),
  };
  const ultravox = createUltravoxApi({
    store,
    editor,
    plan: settings.plan,
    callThrottles: settings.callThrottles,
    deliver: (callId, message) => live.deliver(callId, message),
    agents,
    clock,
    dataClockMs,
    recordingUrl: (row, isExpired) => storage.recordingUrl(row, isExpired),
    apiKey,
    requestsPerSecond,
    retryAfter,
  });
  const world = new CekuraWorld({
    store,
    seed,
    nowMs: now,
    nowMicros,
    importsEndedCalls: settings.cekuraImportsCalls,
    recordingUrl: (row) => (recording(row.callId) === null ? "" : storage.recordingUrl(row, false)),
    onReceive: (state) => void sender.sendEvaluation(state),
  });
  const keys = new CekuraKeys(seed, now * 1000, RECEPTION_PROJECT.id);
  const cekura = createCekuraApi({
    world,
    keys,
    clock,
    nowMicros,
    requestsPerSecond: settings.cekuraRequestsPerSecond,
    retryAfter,
  });
  let origin = "";
  const dispatch = createDispatch({
    controls,
    scenarios,
    log,
    clock,
    ultravox,
    cekura,
    slowMs,
    retryAfter,
    origin: () => origin,
  });
  const answerStorage: Handler = (message, gone) => storage.answer(message, gone);
  const [api, files] = await listenBoth(
    () => listen(host, port, dispatch, (message, socket, head) => void live.upgrade(message, socket, head)),
    () => listen(host, storagePort, answerStorage),
  );
  origin = api.origin;
  storage.origin = files.origin;
  return {
    ...controls,
    baseUrl: `${origin}/api`,
    controlUrl: `${origin}/_simulator`,
    storageUrl: storage.origin,
    apiKey,
    cekura: {
      baseUrl: `${origin}${CEKURA_PATH}`,
      apiKeys: {
        organization: keys.of("organization"),
        project: keys.of("project"),
        read_only: keys.of("read_only"),
      },
      projects: { ultravox: RECEPTION_PROJECT.id, cekura: OUTBOUND_PROJECT.id },
      madeKeys: () => keys.made.map(({ id, name, project, key }) => ({ id, name, project, key })),
      revokeKey: (id) => keys.revoke(id),
      votes: (id) => world.reviewOf(id)?.votes ?? new Map(),
    },
    signWebhook: (callId, event, secrets) =>
      signMessage(editor.row(callId), { event, secrets, sentMs: dataClockMs() }),
    fetchInProcess: createInProcessFetch((asked) => {
      if (asked === origin) return dispatch;
      return asked === files.origin ? answerStorage : null;
    }),
    close: async () => {
      closed.abort();
      sender.close();
      live.close();
      await Promise.all([api.close(), files.close()]);
    },
  };
}

/** Starts both; if the second one's port is taken, the first is closed again. */
async function listenBoth(
  startFirst: () => Promise<Listener>,
  startSecond: () => Promise<Listener>,
): Promise<[Listener, Listener]> {
  const first = await startFirst();
  try {
    return [first, await startSecond()];
  } catch (error) {
    await first.close();
    throw error;
  }
}
