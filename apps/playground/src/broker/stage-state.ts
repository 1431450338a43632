import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "@keyhole/contract";

type Part = "token" | "list" | "more" | "newer" | "call" | "messages" | "events" | "recording";

/** How the staged broker answers a site: the site's id is the name of the state that it stands for. */
export interface StageState {
  /** Rows of the list. */
  calls: number;
  /** All scopes, unless it is told. */
  scopes: string;
  /** What goes wrong, and where; `newer` is a look for newer calls, which brings the tag of the rows that are there. */
  failing?: { at: Part; code: ProblemCode };
  /** Where nothing is ever answered. */
  silent?: Part;
  /** Pages without a row that stand before the first one. */
  emptyPages?: number;
  /** The newest calls, which only a look for newer ones finds. */
  newer?: number;
  /** Answers that are no broker's. */
  foreign?: boolean;
  /** The broker's clock minus this one's, as a refused proof tells it. */
  clockOffsetMs?: number;
  /** What a filter leaves of the rows is nothing. */
  matchesNothing?: boolean;
  /** How the transcript is, where it is not the usual one. */
  turns?: "none" | "hidden-tools" | "many" | "growing";
  /** How the recording is, where it is not the usual one. */
  recording?: "none" | "no-audio";
  /** The call is deleted this long after its viewer came. */
  vanishesAfterMs?: number;
  /** No event to tell of. */
  noEvents?: boolean;
}

const ALL = "calls:read transcripts:read recordings:read pii:read";
const PLAIN: StageState = { calls: 60, scopes: ALL };

const NAMED: Record<string, Partial<StageState>> = {
  rows: {},
  one: { calls: 3 },
  empty: { calls: 0 },
  "ten-thousand": { calls: 10_000 },
  "hundred-thousand": { calls: 100_000 },
  paused: { calls: 0, emptyPages: 30 },
  loading: { silent: "token" },
  "list-loading": { silent: "list" },
  "more-loading": { silent: "more" },
  "more-fails": { failing: { at: "more", code: "upstream_unavailable" } },
  "more-breaks": { failing: { at: "more", code: "internal" } },
  "more-waits": { failing: { at: "more", code: "rate_limited" } },
  newer: { newer: 3 },
  "newer-fails": { failing: { at: "newer", code: "upstream_unavailable" } },
  "no-match": { matchesNothing: true },
  "few-scopes": { scopes: "calls:read" },
  foreign: { foreign: true },
  "wrong-clock": { failing: { at: "token", code: "proof_invalid" }, clockOffsetMs: 3_600_000 },
  "call-loading": { silent: "call" },
  "call-gone": { failing: { at: "call", code: "not_found" } },
  "call-fails": { failing: { at: "call", code: "upstream_unavailable" } },
  "call-vanishes": { vanishesAfterMs: 1_500 },
  "transcript-loading": { silent: "messages" },
  "transcript-empty": { turns: "none" },
  "transcript-fails": { failing: { at: "messages", code: "upstream_unavailable" } },
  "transcript-long": { turns: "many" },
  "transcript-grows": { turns: "growing" },
  "tools-hidden": { turns: "hidden-tools" },
  "recording-none": { recording: "none" },
  "recording-loading": { silent: "recording" },
  "recording-waits": { failing: { at: "recording", code: "recording_not_ready" } },
  "recording-fails": { failing: { at: "recording", code: "upstream_unavailable" } },
  "recording-unplayable": { recording: "no-audio" },
  "events-loading": { silent: "events" },
  "events-empty": { noEvents: true },
  "events-fail": { failing: { at: "events", code: "upstream_unavailable" } },
};

/** Names of all states, the problems included: `token-site_unknown`, `list-rate_limited`. */
export const STAGE_STATES: readonly string[] = [
  ...Object.keys(NAMED),
  ...PROBLEM_CODES.map((code) => `token-${code}`),
  ...PROBLEM_CODES.map((code) => `list-${code}`),
];

/** The state that a site's id stands for. */
export function stageState(site: string): StageState | undefined {
  if (Object.hasOwn(NAMED, site)) return { ...PLAIN, ...NAMED[site] };
  const [, at, code] = /^(token|list)-(\w+)$/.exec(site) ?? [];
  if (!code || !Object.hasOwn(PROBLEMS, code)) return undefined;
  return { ...PLAIN, failing: { at: at === "token" ? "token" : "list", code: code as ProblemCode } };
}
