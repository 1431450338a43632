import { type Evaluation, PROBLEMS, type ProblemCode, type Scope } from "@keyhole/contract";

/** A part of the broker's work that can fail or never answer. `newer` is a poll for newer calls. */
export type Part =
  | "token"
  | "list"
  | "more"
  | "newer"
  | "call"
  | "messages"
  | "events"
  | "recording"
  | "evaluation"
  | "evaluations"
  | "votes"
  | "stats"
  | "doctor";

/** How the broker answers one site: the site's id names the state that it brings about. */
export interface Site {
  /** Number of calls of its world. */
  calls: number;
  scopes: readonly Scope[];
  fault?: { at: Part; code: ProblemCode };
  /** A part that is never answered. */
  silent?: Part;
  /** Every page is empty and promises another. */
  emptyPages?: true;
  /** Calls that arrive when the list is polled. */
  newer?: number;
  /** The token endpoint answers as some other service. */
  foreign?: true;
  /** The broker's clock minus this one's, as a refused proof tells it. */
  clockOffsetMs?: number;
  /** Figures of calls: none that the viewer may see, made-up ones with verdicts, or those of a source that counts little. */
  figures?: "none" | "graded" | "coarse";
  /** The texts of tools are hidden. */
  toolsHidden?: true;
  /** A running call gets a turn with every poll. */
  grows?: true;
  /** Nothing happened in a call. */
  noEvents?: true;
  /** The ticket leads to something that is no audio. */
  noAudio?: true;
  /** What is special about the evaluation of a call. */
  judged?: Partial<Evaluation>;
  /** The call is deleted this long after its viewer came. */
  vanishesAfterMs?: number;
}

const ALL: readonly Scope[] = ["calls:read", "transcripts:read", "recordings:read", "pii:read"];
const PLAIN: Site = { calls: 60, scopes: ALL };
const JUDGED: readonly Scope[] = [...ALL, "evaluations:read", "evaluations:vote"];

const NAMED: Readonly<Record<string, Partial<Site>>> = {
  rows: {},
  one: { calls: 3 },
  dozen: { calls: 12 },
  empty: { calls: 0 },
  "ten-thousand": { calls: 10_000 },
  "hundred-thousand": { calls: 100_000 },
  paused: { emptyPages: true },
  loading: { silent: "token" },
  "list-loading": { silent: "list" },
  "more-loading": { silent: "more" },
  "more-fails": { fault: { at: "more", code: "upstream_unavailable" } },
  "more-breaks": { fault: { at: "more", code: "internal" } },
  "more-waits": { fault: { at: "more", code: "rate_limited" } },
  newer: { newer: 3 },
  "newer-fails": { fault: { at: "newer", code: "upstream_unavailable" } },
  "few-scopes": { scopes: ["calls:read"] },
  foreign: { foreign: true },
  "wrong-clock": { fault: { at: "token", code: "proof_invalid" }, clockOffsetMs: 3_600_000 },
  "call-loading": { silent: "call" },
  "call-gone": { fault: { at: "call", code: "not_found" } },
  "call-fails": { fault: { at: "call", code: "upstream_unavailable" } },
  "call-vanishes": { vanishesAfterMs: 1_500 },
  "transcript-loading": { silent: "messages" },
  "transcript-fails": { fault: { at: "messages", code: "upstream_unavailable" } },
  "transcript-grows": { grows: true },
  "tools-hidden": { toolsHidden: true },
  "recording-loading": { silent: "recording" },
  "recording-waits": { fault: { at: "recording", code: "recording_not_ready" } },
  "recording-fails": { fault: { at: "recording", code: "upstream_unavailable" } },
  "recording-unplayable": { noAudio: true },
  "events-loading": { silent: "events" },
  "events-empty": { noEvents: true },
  "figures-loading": { silent: "stats" },
  "figures-fail": { fault: { at: "stats", code: "upstream_unavailable" } },
  "figures-none": { figures: "none" },
  "figures-graded": { figures: "graded" },
  "figures-coarse": { figures: "coarse" },
  "many-figures": { calls: 1_500 },
  "events-fail": { fault: { at: "events", code: "upstream_unavailable" } },
  "doctor-silent": { fault: { at: "list", code: "internal" }, silent: "doctor" },
  judged: { scopes: JUDGED },
  "verdicts-fail": { scopes: JUDGED, fault: { at: "evaluations", code: "upstream_unavailable" } },
  "judged-reads": { scopes: [...ALL, "evaluations:read"] },
  "evaluation-loading": { scopes: JUDGED, silent: "evaluation" },
  "evaluation-fails": { scopes: JUDGED, fault: { at: "evaluation", code: "upstream_unavailable" } },
  "evaluation-key": { scopes: JUDGED, fault: { at: "evaluation", code: "upstream_key_rejected" } },
  "evaluation-reviewed": { scopes: JUDGED, judged: { reviewed: true } },
  "evaluation-ungraded": {
    scopes: JUDGED,
    judged: { verdict: "ungraded", reason: "not_graded", metrics: [] },
  },
  "evaluation-none": { scopes: JUDGED, judged: { verdict: "none", metrics: [] } },
  "evaluation-too-old": { scopes: JUDGED, judged: { verdict: "none", reason: "too_old", metrics: [] } },
  "vote-sending": { scopes: JUDGED, judged: {}, silent: "votes" },
  "vote-fails": { scopes: JUDGED, judged: {}, fault: { at: "votes", code: "upstream_key_rejected" } },
  "verdicts-loading": { scopes: JUDGED, silent: "evaluations" },
  talk: { calls: 0, scopes: ["calls:start"] },
};

/** Every site, one for each problem at the token and at the list included. */
export const SITES: ReadonlyMap<string, Site> = new Map([
  ...Object.entries(NAMED).map(([name, site]) => [name, { ...PLAIN, ...site }] as const),
  ...(["token", "list"] as const).flatMap((at) =>
    (Object.keys(PROBLEMS) as ProblemCode[]).map(
      (code) => [siteOfProblem(at, code), { ...PLAIN, fault: { at, code } }] as const,
    ),
  ),
]);

/** The site that is refused with a problem: `token-site-unknown`. */
export function siteOfProblem(at: "token" | "list", code: ProblemCode): string {
  return `${at}-${code.replaceAll("_", "-")}`;
}
