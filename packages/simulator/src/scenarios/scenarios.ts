import { ABSURD_RETRY_AFTER_SECONDS, SCENARIO_RETRY_AFTER_SECONDS } from "../base/limits.ts";
import { Random } from "../base/random.ts";
import type { CekuraFaults } from "../cekura/api.ts";
import { type Answer, json, redirectTo, throttled, unavailable } from "../http/answer.ts";
import type { LiveFaults } from "../live/live-options.ts";
import { noSuchRecording, type StorageFaults } from "../storage/storage-host.ts";
import { invalidKey } from "../ultravox/routes/problems.ts";
import type { ApiFaults } from "../ultravox/routes/route.ts";
import type { WebhookFaults } from "../webhooks/webhook-sender.ts";
import { doubleRows, loopCursor, otherCall } from "./data-faults.ts";
import { cutInHalf, drip, huge, signInPage } from "./network-faults.ts";

/** How the simulator behaves while a scenario is set. A scenario with just a description has no faults. */
interface Scenario extends ApiFaults {
  /** One sentence for people. */
  readonly description: string;
  /** Each answer waits for `slowMs` first. */
  readonly delayed?: true;
  /** Ultravox breaks each connection, or keeps it and says nothing. */
  readonly connection?: "reset" | "silent";
  /** Answers every request to Ultravox, whatever its path and key. */
  readonly answer?: FixedAnswer;
  /** Changes Ultravox's right answer. */
  readonly rewrite?: (answer: Answer) => Answer;
  /** A request starts its call, and the connection breaks before the answer. */
  readonly losesStarts?: true;
  readonly live?: LiveFaults;
  readonly storage?: StorageFaults;
  readonly webhooks?: WebhookFaults;
  readonly cekura?: CekuraFaults & {
    /** Each answer of Cekura waits for `slowMs` first. */
    readonly delayed?: true;
    /** Cekura breaks each connection, or keeps it and says nothing. */
    readonly connection?: "reset" | "silent";
    /** Answers every request to Cekura, whatever its path and key. */
    readonly answer?: FixedAnswer;
    /** Changes Cekura's right answer. */
    readonly rewrite?: (answer: Answer) => Answer;
  };
}

type FixedAnswer = (retryAfter: (waitSeconds: number) => string) => Answer;

const TABLE = {
  normal: { description: "The API without faults." },
  empty: { description: "The account has agents and no calls.", withoutCalls: true },
  slow: { description: "Each answer waits, 3 seconds unless set otherwise.", delayed: true },
  "rate-limited": {
    description: "Each request is one too many: 429 with Retry-After.",
    answer: (retryAfter) => throttled(SCENARIO_RETRY_AFTER_SECONDS, retryAfter(SCENARIO_RETRY_AFTER_SECONDS)),
  },
  unauthorised: { description: "The key is refused: 401.", answer: invalidKey },
  unavailable: {
    description: "The service cannot answer now: 503 with Retry-After.",
    answer: (retryAfter) => unavailable(retryAfter(SCENARIO_RETRY_AFTER_SECONDS)),
  },
  "starts-rate-limited": {
    description: "Each request to start a call is one too many: 429 with Retry-After.",
    starts: (retryAfter) => throttled(SCENARIO_RETRY_AFTER_SECONDS, retryAfter(SCENARIO_RETRY_AFTER_SECONDS)),
  },
  "starts-unavailable": {
    description: "No call can be served now: 503 with Retry-After to each request to start one.",
    starts: (retryAfter) => unavailable(retryAfter(SCENARIO_RETRY_AFTER_SECONDS)),
  },
  "starts-lost": {
    description: "Each request starts its call, and the connection breaks before the answer.",
    losesStarts: true,
  },
  "join-denied": {
    description: "The socket of each joinUrl is refused: 403.",
    live: { socket: "refused" },
  },
  "join-slow": {
    description: "The socket of each joinUrl waits before its first message, 3 seconds unless set otherwise.",
    live: { socket: "slow" },
  },
  "join-silent": {
    description: "The socket of each joinUrl opens and says nothing.",
    live: { socket: "silent" },
  },
  "room-denied": { description: "LiveKit refuses each token: 401.", live: { room: "refused" } },
  "room-silent": { description: "LiveKit's socket opens and says nothing.", live: { room: "silent" } },
  "agent-silent": {
    description: "The agent of a joined call says nothing and never answers.",
    live: { agent: "silent" },
  },
  "call-ends-at-once": {
    description: "The agent hangs up as soon as somebody has joined.",
    live: { agent: "hangs-up" },
  },
  "call-drops": {
    description: "The connection breaks 2 seconds after somebody has joined.",
    live: { agent: "drops" },
  },
  "broken-json": {
    description: "The right answer, cut off in the middle of its body.",
    rewrite: (answer) =>
      typeof answer.body === "string"
        ? { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) }
        : answer,
  },
  "html-error": {
    description: "A proxy in front answers 502 with an HTML page.",
    answer: () => ({
      status: 502,
      headers: { "Content-Type": "text/html" },
      body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
    }),
  },
  "connection-reset": { description: "Each connection breaks before an answer.", connection: "reset" },
  silent: { description: "No request is ever answered.", connection: "silent" },
  "cut-off": {
    description: "The connection breaks in the middle of each right answer.",
    rewrite: cutInHalf,
  },
  dripping: { description: "The right answer, a byte every half second.", rewrite: drip },
  huge: { description: "200 with 100 MB of white space.", answer: huge },
  "html-page": { description: "A proxy in front answers 200 with a page to sign in.", answer: signInPage },
  "wrong-type": {
    description: "The right answer as text/html.",
    rewrite: (answer) => ({ ...answer, headers: { ...answer.headers, "Content-Type": "text/html" } }),
  },
  "server-error": {
    description: "The service fails: 500.",
    answer: () => json(500, { detail: "Internal error." }),
  },
  "unavailable-untold": {
    description: "The service cannot answer now: 503 without Retry-After.",
    answer: () => json(503, { detail: "Service temporarily unavailable, try again later." }),
  },
  "rate-limited-untold": {
    description: "Each request is one too many: 429 without Retry-After.",
    answer: () => json(429, { detail: "Request was throttled." }),
  },
  "rate-limited-for-years": {
    description: "Each request is one too many: 429 with a Retry-After of thirty years.",
    answer: () => throttled(ABSURD_RETRY_AFTER_SECONDS, String(ABSURD_RETRY_AFTER_SECONDS)),
  },
  "redirect-away": {
    description: "Each request is sent to another host: 302.",
    answer: () => redirectTo(302, "https://elsewhere.invalid/api/calls"),
  },
  "redirect-loop": {
    description: "Each request is sent to its own path again: 302.",
    answer: () => redirectTo(302, "?again"),
  },
  "other-call": { description: "Each call is answered with another id than asked for.", rewrite: otherCall },
  "double-rows": { description: "Each row of a page comes twice.", rewrite: doubleRows },
  "cursor-loop": { description: "The next page of each page has the same cursor.", rewrite: loopCursor },
  "short-pages": {
    description: "Pages hold half the requested rows, and every third page none, while next is set.",
    rowsOfPage: (pageSize, pageNumber) => (pageNumber % 3 === 1 ? 0 : Math.ceil(pageSize / 2)),
  },
  "recording-not-ready": {
    description: "No recording is ready: 425.",
    recordingsPending: true,
  },
  "recording-gone": {
    description: "The storage host no longer has the recordings: 404.",
    storage: { rewrite: noSuchRecording },
  },
  "recording-expired": {
    description: "The signed URLs of recordings have expired: 403 from the storage host.",
    recordingUrlsExpired: true,
  },
  "storage-slow": {
    description: "The storage host waits before each answer, 3 seconds unless set otherwise.",
    storage: { delayed: true },
  },
  "storage-html": {
    description: "The storage host answers 200 with an HTML page.",
    storage: {
      rewrite: signInPage,
    },
  },
  "storage-cut": {
    description: "The storage host ends the connection in the middle of each recording.",
    storage: { rewrite: cutInHalf },
  },
  "cekura-slow": {
    description: "Cekura waits before each answer, 3 seconds unless set otherwise.",
    cekura: { delayed: true },
  },
  "cekura-rate-limited": {
    description: "Each request to Cekura is one too many: 429 with Retry-After.",
    cekura: {
      answer: (retryAfter) =>
        throttled(SCENARIO_RETRY_AFTER_SECONDS, retryAfter(SCENARIO_RETRY_AFTER_SECONDS)),
    },
  },
  "cekura-unauthorised": {
    description: "Cekura refuses the key: 403.",
    cekura: { answer: () => json(403, { detail: "Invalid API key." }) },
  },
  "cekura-unavailable": {
    description: "Cekura cannot answer now: 503 with Retry-After.",
    cekura: { answer: (retryAfter) => unavailable(retryAfter(SCENARIO_RETRY_AFTER_SECONDS)) },
  },
  "cekura-reset": {
    description: "Cekura breaks each connection before an answer.",
    cekura: { connection: "reset" },
  },
  "cekura-silent": { description: "Cekura never answers.", cekura: { connection: "silent" } },
  "cekura-cut-off": {
    description: "The connection breaks in the middle of each right answer of Cekura.",
    cekura: { rewrite: cutInHalf },
  },
  "cekura-html-page": {
    description: "A proxy in front of Cekura answers 200 with a page to sign in.",
    cekura: { answer: signInPage },
  },
  "cekura-server-error": {
    description: "Cekura fails: 500.",
    cekura: { answer: () => json(500, { detail: "Internal error." }) },
  },
  "cekura-refuses-calls": {
    description: "Cekura refuses every call that is sent: 400.",
    cekura: { refusesCalls: true },
  },
  "cekura-loses-answers": {
    description: "Cekura takes the calls that are sent, and a proxy in front of it answers 502.",
    cekura: { losesAnswers: true },
  },
  "webhooks-disordered": {
    description: "Webhooks are sent twice and up to three minutes late, so that they overtake each other.",
    webhooks: { disordered: true },
  },
  "cekura-without-in": {
    description: "Cekura's filters have no operator for one of several values: 400.",
    cekura: { refusesIn: true },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof TABLE;

/** The names of all scenarios. */
export const SCENARIOS = Object.keys(TABLE) as readonly ScenarioName[];

/** What each scenario does, by name. */
export const SCENARIO_DESCRIPTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TABLE).map(([name, { description }]) => [name, description]),
);

export function isScenarioName(name: unknown): name is ScenarioName {
  return typeof name === "string" && Object.hasOwn(TABLE, name);
}

/** The faults that `faultPercent` draws from, each with the same probability. */
export const STRAY_FAULTS = [
  "server-error",
  "unavailable",
  "unavailable-untold",
  "rate-limited",
  "connection-reset",
  "silent",
  "cut-off",
  "broken-json",
  "html-page",
  "html-error",
] as const satisfies readonly ScenarioName[];

/** The scenario that is set, and the faults that single requests meet. */
export class ScenarioSwitch {
  #name: ScenarioName;
  readonly #faultShare: number;
  readonly #random: Random;
  readonly #strayFaults = new Map<ScenarioName, number>();

  /** `faultPercent` of the requests meet one of `STRAY_FAULTS`; the same seed draws the same ones. */
  constructor(name: ScenarioName, { faultPercent = 0, seed = 1 } = {}) {
    this.#name = name;
    this.#faultShare = faultPercent / 100;
    this.#random = Random.for(seed, "stray faults");
  }

  /** What the next request to Ultravox meets: a fault that it draws, else the scenario that is set. */
  draw(): Scenario {
    if (this.#faultShare === 0 || !this.#random.chance(this.#faultShare)) return this.scenario;
    const fault = this.#random.pick(STRAY_FAULTS);
    this.#strayFaults.set(fault, (this.#strayFaults.get(fault) ?? 0) + 1);
    return TABLE[fault];
  }

  /** How many requests met each fault. */
  get strayFaults(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#strayFaults);
  }

  get name(): ScenarioName {
    return this.#name;
  }

  get scenario(): Scenario {
    return TABLE[this.#name];
  }

  /** Throws a `TypeError` if there is no scenario of that name. */
  set(name: unknown): void {
    if (!isScenarioName(name)) throw new TypeError(`name: must be one of ${SCENARIOS.join(", ")}`);
    this.#name = name;
  }
}
