import { PROBLEMS, type ProblemCode } from "@keyhole/contract";

/** How the staged broker answers a site: the site's id is the name of the state that it stands for. */
export interface StageState {
  /** Rows of the list. */
  calls: number;
  /** All scopes, unless it is told. */
  scopes: string;
  /** What goes wrong, and where. */
  failing?: { at: "token" | "list" | "more" | "call" | "messages" | "recording"; code: ProblemCode };
  /** Where nothing is ever answered. */
  silent?: "token" | "call";
  /** Pages without a row that stand before the first one. */
  emptyPages?: number;
  /** Answers that are no broker's. */
  foreign?: boolean;
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
  "call-loading": { silent: "call" },
  "few-scopes": { scopes: "calls:read" },
  "more-fails": { failing: { at: "more", code: "upstream_unavailable" } },
  "call-gone": { failing: { at: "call", code: "not_found" } },
  "transcript-fails": { failing: { at: "messages", code: "upstream_unavailable" } },
  "recording-waits": { failing: { at: "recording", code: "recording_not_ready" } },
  "recording-fails": { failing: { at: "recording", code: "upstream_unavailable" } },
  foreign: { foreign: true },
};

/** Names of all states, the problems included: `token-site_unknown`, `list-rate_limited`. */
export const STAGE_STATES: readonly string[] = [
  ...Object.keys(NAMED),
  ...Object.keys(PROBLEMS).map((code) => `token-${code}`),
  ...Object.keys(PROBLEMS).map((code) => `list-${code}`),
];

/** The state that a site's id stands for. */
export function stageState(site: string): StageState | undefined {
  if (Object.hasOwn(NAMED, site)) return { ...PLAIN, ...NAMED[site] };
  const [, at, code] = /^(token|list)-(\w+)$/.exec(site) ?? [];
  if (!code || !Object.hasOwn(PROBLEMS, code)) return undefined;
  return { ...PLAIN, failing: { at: at === "token" ? "token" : "list", code: code as ProblemCode } };
}
