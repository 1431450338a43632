import { randomBytes } from "node:crypto";
import { makeAddedCall } from "./data/added-call.ts";
import { checkCallInput } from "./data/call-input.ts";
import type { CallRow } from "./data/call-row.ts";
import { CallStore, elapsedMs } from "./data/call-store.ts";
import { type CallDescription, describeCall } from "./data/describe-call.ts";
import { makeRows } from "./data/make-rows.ts";
import { checkMessageInput, makeAddedTurn } from "./data/message-input.ts";
import { wallClockLagMs } from "./data/recording.ts";
import { type Secret, secretsIn } from "./data/secret.ts";
import { makeTombstones } from "./data/tombstones.ts";
import type { SimulatorSettings } from "./options.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { isScenarioName, SCENARIOS, type ScenarioName, scenarioNamed } from "./scenarios/scenarios.ts";
import { type LoggedRequest, type RequestCounts, RequestLog } from "./server/request-log.ts";
import { UrlSigner } from "./storage/signed-url.ts";
import { StorageLog, type StorageState } from "./storage/storage-log.ts";
import { agentBody, makeAgentRows } from "./ultravox/bodies/agent.ts";
import { callSecrets } from "./ultravox/call-secrets.ts";

/** What `GET /_simulator/state` answers. */
export interface SimulatorState {
  readonly scenario: ScenarioName;
  readonly scenarios: Readonly<Record<string, string>>;
  readonly seed: number;
  /** The time to which the data is relative, ISO 8601. */
  readonly now: string;
  readonly calls: number;
  readonly requests: RequestCounts;
  /** The host of the recordings. */
  readonly storage: Pick<StorageState, "origin" | "sawApiKey">;
}

/** Everything that the vendors' APIs and the control plane share: data, scenario, request log. */
export class World {
  readonly store: CallStore;
  readonly log: RequestLog;
  readonly storageLog = new StorageLog();
  readonly signer = new UrlSigner(randomBytes(32));
  readonly #settings: SimulatorSettings;
  readonly #clockMs: () => number;
  readonly #storageOrigin: () => string;
  #scenario: ScenarioName;

  /** `clockMs` starts at `settings.now`. The storage host's origin is known once it listens. */
  constructor(settings: SimulatorSettings, clockMs: () => number, storageOrigin = () => "") {
    this.#settings = settings;
    this.#clockMs = clockMs;
    this.#storageOrigin = storageOrigin;
    this.#scenario = settings.scenario;
    const { seed, callCount, now } = settings;
    this.store = new CallStore(makeRows(seed, callCount, now), makeTombstones(seed, now));
    this.log = new RequestLog(settings.apiKey);
  }

  get scenario(): Scenario {
    return scenarioNamed(this.#scenario);
  }

  /** Throws a `TypeError` where there is no scenario of that name. */
  setScenario(name: unknown): void {
    if (!isScenarioName(name)) throw new TypeError(`name: must be one of ${SCENARIOS.join(", ")}`);
    this.#scenario = name;
  }

  /** The data's clock, in milliseconds since 1970. */
  nowMs(): number {
    return this.#clockMs();
  }

  /** Adds a call and returns its id. Throws a `TypeError` that names a wrong field. */
  addCall(input: unknown): string {
    checkCallInput(input);
    const row = makeAddedCall(input, this.#settings.seed, this.store.takeSequence(), this.#clockMs());
    this.store.add(row);
    return row.callId;
  }

  /** Adds a message to a call that was joined. Throws a `TypeError` that names what is wrong. */
  addMessage(callId: string, input: unknown): void {
    checkMessageInput(input);
    const row = this.#find(callId);
    if (row.joinedMicros === null) throw new TypeError("callId: nobody has joined this call");
    const sinceJoinedMs =
      row.endedMicros === null ? elapsedMs(row, this.#nowMicros()) : Number.POSITIVE_INFINITY;
    this.store.addTurn(row, makeAddedTurn(input, sinceJoinedMs, wallClockLagMs(row)));
  }

  /** Ends a call that runs; what has been said so far is all of it. Throws a `TypeError` where it does not. */
  endCall(callId: string): void {
    const row = this.#find(callId);
    if (row.joinedMicros === null || row.endedMicros !== null) {
      throw new TypeError("callId: this call does not run");
    }
    const endedMicros = Math.max(this.#nowMicros(), row.joinedMicros);
    this.store.replace({
      ...row,
      endedMicros,
      endReason: "hangup",
      texts: { kind: "pending" },
      // The clock of the recording must not move now that the duration is known.
      plan: { ...row.plan, live: true, lagMs: wallClockLagMs(row) },
    });
  }

  /** What tests choose calls by, newest first, made while it is read. */
  *calls(): Generator<CallDescription> {
    for (const row of this.store.rows.toReversed()) yield describeCall(this.store, row, this.#nowMicros());
  }

  /** Throws a `TypeError` where there is no such call. */
  describeCall(callId: string): CallDescription {
    return describeCall(this.store, this.#find(callId), this.#nowMicros());
  }

  /** A signed address on the storage host. */
  recordingUrl(row: CallRow): string {
    const lifeSeconds = this.scenario.recordingUrlsExpired ? -1 : this.#settings.recordingUrlSeconds;
    return `${this.#storageOrigin()}${this.signer.sign(row, this.#clockMs(), lifeSeconds)}`;
  }

  storage(): StorageState {
    const { sawApiKey } = this.storageLog;
    return { origin: this.#storageOrigin(), sawApiKey, requests: this.storageLog.last() };
  }

  /** Every dangerous string of the data, agents first, made while it is read. */
  *secrets(): Generator<Secret> {
    for (const agent of makeAgentRows(this.#settings.now)) {
      yield* secretsIn(agent.agent.agentId, agentBody(agent, 0));
    }
    for (const row of [...this.store.rows]) {
      yield* callSecrets(this.store, row, this.#nowMicros());
    }
  }

  requests(): readonly LoggedRequest[] {
    return this.log.last();
  }

  state(): SimulatorState {
    return {
      scenario: this.#scenario,
      scenarios: Object.fromEntries(SCENARIOS.map((name) => [name, scenarioNamed(name).description])),
      seed: this.#settings.seed,
      now: new Date(this.#settings.now).toISOString(),
      calls: this.store.rows.length,
      requests: this.log.counts(),
      storage: { origin: this.#storageOrigin(), sawApiKey: this.storageLog.sawApiKey },
    };
  }

  #nowMicros(): number {
    return Math.floor(this.#clockMs() * 1000);
  }

  #find(callId: string): CallRow {
    const row = this.store.find(callId);
    if (row === undefined) throw new TypeError("callId: there is no such call");
    return row;
  }
}
