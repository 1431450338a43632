import { SCENARIO_RETRY_AFTER_SECONDS } from "../limits.ts";
import { refusal } from "../storage/refusal.ts";
import { invalidKey, throttled, unavailable } from "../ultravox/problems.ts";
import { cutInHalf } from "./cut-in-half.ts";
import type { Scenario } from "./scenario.ts";

const TABLE = {
  normal: { description: "The API as it should be." },
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
  "broken-json": {
    description: "The right answer, its body cut off in the middle.",
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
  "short-pages": {
    description: "Pages hold half the rows asked for, every third one none, while next is set.",
    rowsOfPage: (pageSize, pageNumber) => (pageNumber % 3 === 1 ? 0 : Math.ceil(pageSize / 2)),
  },
  "recording-not-ready": {
    description: "No recording is ready: 425.",
    recordingsPending: true,
  },
  "recording-gone": {
    description: "The storage host has no recordings any more: 404.",
    storage: { rewrite: () => refusal(404, "NoSuchKey", "The key does not exist.") },
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
      rewrite: () => ({
        status: 200,
        headers: { "Content-Type": "text/html; charset=utf-8" },
        body: "<!doctype html><title>Sign in</title><script>document.title='owned'</script>",
      }),
    },
  },
  "storage-cut": {
    description: "The storage host breaks off in the middle of each recording.",
    storage: { rewrite: cutInHalf },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof TABLE;

/** The names of all scenarios. */
export const SCENARIOS = Object.keys(TABLE) as readonly ScenarioName[];

export function isScenarioName(name: unknown): name is ScenarioName {
  return typeof name === "string" && Object.hasOwn(TABLE, name);
}

export function scenarioNamed(name: ScenarioName): Scenario {
  return TABLE[name];
}
