import { oneOf, wholeNumber } from "./base/check-fields.ts";
import {
  CALL_COUNT_DEFAULT,
  CALL_COUNT_MAX,
  CEKURA_REQUESTS_PER_SECOND_DEFAULT,
  PLANS,
  RECORDING_URL_SECONDS_DEFAULT,
  RECORDING_URL_SECONDS_MAX,
  REQUESTS_PER_SECOND_DEFAULT,
  REQUESTS_PER_SECOND_MAX,
  SLOW_MS_DEFAULT,
  SLOW_MS_MAX,
} from "./base/limits.ts";
import { RETRY_AFTER_FORMS, type RetryAfterForm } from "./http/answer.ts";
import { isScenarioName, SCENARIOS, type ScenarioName } from "./scenarios/scenarios.ts";
import type { CallThrottles, Plan } from "./ultravox/start/start-limits.ts";
import {
  type CekuraWebhook,
  complainOfCekuraWebhook,
  complainOfWebhooks,
  type Webhook,
} from "./webhooks/webhook.ts";

/** The default API key. It has the vendor's form and belongs to nobody. */
export const DEFAULT_API_KEY = "SIMULATR.ThisKeyOpensTheSimulatorOnly0000";

/** All settings of a simulator. */
export interface SimulatorSettings {
  /** Port of the API. 0 takes a free one. */
  readonly port: number;
  /** Port of the storage host. 0 takes a free one. */
  readonly storagePort: number;
  /** The address to listen on. */
  readonly host: string;
  readonly callCount: number;
  /** A whole number. The same seed and `now` give the same data. */
  readonly seed: number;
  /** The time to which the data is relative, in milliseconds since 1970. */
  readonly now: number;
  readonly apiKey: string;
  readonly requestsPerSecond: number;
  readonly retryAfterForm: RetryAfterForm;
  /** Wait of the scenarios `slow` and `storage-slow`, in milliseconds. */
  readonly slowMs: number;
  /** Lifetime of a recording's signed URL, in seconds. */
  readonly recordingUrlSeconds: number;
  readonly scenario: ScenarioName;
  /** Percent of the requests to Ultravox's API that meet a fault, whatever the scenario. */
  readonly faultPercent: number;
  /** The account's plan: how many calls may be started, and run at once. */
  readonly plan: Plan;
  /** Call throttles by name. */
  readonly callThrottles: CallThrottles;
  /** Of each of Cekura's keys. */
  readonly cekuraRequestsPerSecond: number;
  /**
   * Whether a call of Ultravox that ends while the simulator runs is in Cekura at once. Without it, only what is
   * sent arrives.
   */
  readonly cekuraImportsCalls: boolean;
  /** Where events of Ultravox's calls are sent. */
  readonly webhooks: readonly Webhook[];
  /** Where Cekura sends evaluations. */
  readonly cekuraWebhook: CekuraWebhook | null;
}

/** The options of `startSimulator`. */
export type SimulatorOptions = Partial<SimulatorSettings>;

/** A wrong option. `option` names it. */
export class OptionError extends TypeError {
  readonly option: string;
  readonly complaint: string;

  constructor(option: string, complaint: string) {
    super(`${option}: ${complaint}`);
    this.name = "OptionError";
    this.option = option;
    this.complaint = complaint;
  }
}

const CHECKS: Readonly<Record<keyof SimulatorSettings, (value: unknown) => string | null>> = {
  port: wholeNumber(0, 65_535),
  storagePort: wholeNumber(0, 65_535),
  host: (value) => (typeof value === "string" && value !== "" ? null : "must be an address to listen on"),
  callCount: wholeNumber(0, CALL_COUNT_MAX),
  seed: wholeNumber(0, 0xffff_ffff),
  now: wholeNumber(Date.UTC(2000, 0), Date.UTC(2100, 0)),
  apiKey: (value) =>
    typeof value === "string" && /^[\x21-\x7e]{1,200}$/.test(value)
      ? null
      : "must be 1 to 200 printable ASCII characters without spaces",
  requestsPerSecond: wholeNumber(1, REQUESTS_PER_SECOND_MAX),
  retryAfterForm: oneOf(RETRY_AFTER_FORMS),
  slowMs: wholeNumber(0, SLOW_MS_MAX),
  recordingUrlSeconds: wholeNumber(1, RECORDING_URL_SECONDS_MAX),
  cekuraRequestsPerSecond: wholeNumber(1, REQUESTS_PER_SECOND_MAX),
  cekuraImportsCalls: oneOf([true, false]),
  webhooks: complainOfWebhooks,
  cekuraWebhook: complainOfCekuraWebhook,
  plan: oneOf(Object.keys(PLANS)),
  callThrottles: throttlesComplaint,
  faultPercent: wholeNumber(0, 100),
  scenario: (value) => (isScenarioName(value) ? null : `must be one of ${SCENARIOS.join(", ")}`),
};

/** Throttles that exist unless others are given. */
const CALL_THROTTLES: CallThrottles = { web: [{ maxCalls: 20, windowSeconds: 60 }] };

const MAX_CALLS = wholeNumber(1, 100);
const WINDOW_SECONDS = wholeNumber(1, 86_400);

/** The bounds are the vendor's. */
function throttlesComplaint(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return "must be an object of rules by name";
  const rules = Object.values(value).flat() as { maxCalls?: unknown; windowSeconds?: unknown }[];
  const isRight = rules.every(
    (rule) => MAX_CALLS(rule?.maxCalls) === null && WINDOW_SECONDS(rule?.windowSeconds) === null,
  );
  return isRight ? null : "each rule needs maxCalls from 1 to 100 and windowSeconds from 1 to 86400";
}

/** Fills in the defaults. Throws an `OptionError` for the first wrong option. */
export function checkOptions(options: SimulatorOptions, nowMs: number): SimulatorSettings {
  const settings: SimulatorSettings = {
    port: 0,
    storagePort: 0,
    host: "127.0.0.1",
    callCount: CALL_COUNT_DEFAULT,
    seed: 1,
    now: nowMs,
    apiKey: DEFAULT_API_KEY,
    requestsPerSecond: REQUESTS_PER_SECOND_DEFAULT,
    retryAfterForm: "seconds",
    slowMs: SLOW_MS_DEFAULT,
    recordingUrlSeconds: RECORDING_URL_SECONDS_DEFAULT,
    scenario: "normal",
    faultPercent: 0,
    plan: "pro",
    callThrottles: CALL_THROTTLES,
    cekuraRequestsPerSecond: CEKURA_REQUESTS_PER_SECOND_DEFAULT,
    cekuraImportsCalls: true,
    webhooks: [],
    cekuraWebhook: null,
    ...options,
  };
  for (const [option, value] of Object.entries(settings)) {
    if (!isOption(option)) throw new OptionError(option, `is not one of ${Object.keys(CHECKS).join(", ")}`);
    const complaint = CHECKS[option](value);
    if (complaint !== null) throw new OptionError(option, complaint);
  }
  return settings;
}

function isOption(name: string): name is keyof SimulatorSettings {
  return Object.hasOwn(CHECKS, name);
}
