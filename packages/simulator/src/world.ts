import { makeAddedCall } from "./data/added-call.ts";
import { checkCallInput } from "./data/call-input.ts";
import { CallStore } from "./data/call-store.ts";
import { makeRows } from "./data/make-rows.ts";
import { type Secret, secretsIn } from "./data/secret.ts";
import type { SimulatorSettings } from "./options.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { isScenarioName, SCENARIOS, type ScenarioName, scenarioNamed } from "./scenarios/scenarios.ts";
import { type LoggedRequest, type RequestCounts, RequestLog } from "./server/request-log.ts";
import { agentBody, makeAgentRows } from "./ultravox/bodies/agent.ts";
import { callBody } from "./ultravox/bodies/call.ts";

/** What `GET /_simulator/state` answers. */
export interface SimulatorState {
  readonly scenario: ScenarioName;
  readonly scenarios: Readonly<Record<string, string>>;
  readonly seed: number;
  /** The time to which the data is relative, ISO 8601. */
  readonly now: string;
  readonly calls: number;
  readonly requests: RequestCounts;
}

/** Everything that the vendors' APIs and the control plane share: data, scenario, request log. */
export class World {
  readonly store: CallStore;
  readonly log: RequestLog;
  readonly #settings: SimulatorSettings;
  readonly #clockMs: () => number;
  #scenario: ScenarioName;

  /** `clockMs` starts at `settings.now`. */
  constructor(settings: SimulatorSettings, clockMs: () => number) {
    this.#settings = settings;
    this.#clockMs = clockMs;
    this.#scenario = settings.scenario;
    this.store = new CallStore(makeRows(settings.seed, settings.callCount, settings.now));
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

  /** Adds a call and returns its id. Throws a `TypeError` that names a wrong field. */
  addCall(input: unknown): string {
    checkCallInput(input);
    const row = makeAddedCall(input, this.#settings.seed, this.store.nextSequence, this.#clockMs());
    this.store.add(row);
    return row.callId;
  }

  /** Every dangerous string of the data, agents first, made while it is read. */
  *secrets(): Generator<Secret> {
    for (const agent of makeAgentRows(this.#settings.now)) {
      yield* secretsIn(agent.agent.agentId, agentBody(agent, 0));
    }
    for (const row of [...this.store.rows]) yield* secretsIn(row.callId, callBody(row));
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
    };
  }
}
