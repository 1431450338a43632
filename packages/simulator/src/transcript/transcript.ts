import { TURNS_MAX, TURNS_MIN } from "../base/limits.ts";
import { Random } from "../base/random.ts";
import type { CallRow } from "../calls/call-row.ts";
import { languageOf } from "../calls/call-texts.ts";
import { recordingMs, wallClockLagMs } from "../calls/recording.ts";
import { composeTurns, type Draft } from "./compose-turns.ts";
import type { Turn } from "./turn.ts";

/** A part of a call in which the agent has one prompt. */
export interface Stage {
  /** From 0. */
  readonly number: number;
  readonly callStageId: string;
  /** By the wall clock since the call was joined. */
  readonly startsMs: number;
  /** The stage's initial messages: what the agent assumes was said before. */
  readonly opening: readonly Opening[];
}

export interface Opening {
  readonly role: "user" | "agent";
  readonly text: string;
}

/** All turns of a call, past and future. */
export interface Transcript {
  readonly stages: readonly Stage[];
  readonly turns: readonly Turn[];
}

/** A call shorter than this has few turns. */
const SHORT_MS = 8000;
/** Time per turn in a short call. */
const SHORT_TURN_MS = 2000;

/** The transcript of a call. It is always the same. */
export function makeTranscript(row: CallRow): Transcript {
  const random = Random.for(row.seed, "transcript");
  const paceMs = random.integer(5000, 9000);
  const drawnStages = random.weighted([
    [1, 70],
    [2, 20],
    [3, 8],
    [4, 2],
  ]);
  const durationMs = recordingMs(row);
  const count = row.plan.turns ?? row.plan.script?.length ?? turnCount(row, durationMs, paceMs);
  const fittingStages = Math.max(1, Math.min(drawnStages, Math.floor(count / 6)));
  const stageCount = row.plan.script === undefined ? (row.plan.stages ?? fittingStages) : 1;
  const drafts = count === 0 ? [] : composeTurns(row, count, stageCount);
  const isLive = row.endedMicros === null || row.plan.live === true;
  const turns = placeTurns(drafts, isLive ? null : durationMs, wallClockLagMs(row));
  return { stages: makeStages(row, turns, stageCount), turns };
}

function turnCount(row: CallRow, durationMs: number | null, paceMs: number): number {
  if (row.joinedMicros === null) return 0;
  if (durationMs === null || row.plan.live === true) return TURNS_MAX;
  if (durationMs < SHORT_MS) return Math.max(1, Math.floor(durationMs / SHORT_TURN_MS));
  return Math.min(TURNS_MAX, Math.max(TURNS_MIN, Math.round(durationMs / paceMs)));
}

/** A stage begins when the last turn of the previous stage ends. */
function makeStages(row: CallRow, turns: readonly Turn[], count: number): Stage[] {
  return Array.from({ length: count }, (_, number) => {
    const before = turns.findLast((turn) => turn.stage < number);
    return {
      number,
      callStageId: Random.for(row.seed, `stage ${number}`).uuid(),
      startsMs: before?.appearsMs ?? 0,
      opening: makeOpening(row, number, turns),
    };
  });
}

/** The first stage may begin with a greeting, a later one with the end of the previous stage. */
function makeOpening(row: CallRow, stage: number, turns: readonly Turn[]): Opening[] {
  if (row.plan.started !== undefined) {
    return row.plan.started.opening.map(({ speaker, text }) => ({ role: speaker, text }));
  }
  if (!Random.for(row.seed, `opening ${stage}`).chance(0.4)) return [];
  if (stage === 0) return [{ role: "agent", text: languageOf(row).dialogue.greeting }];
  return turns
    .filter((turn) => turn.stage === stage - 1)
    .slice(-6)
    .flatMap(({ role, text }) => (role === "user" || role === "agent" ? [{ role, text }] : []));
}

/** Maximum stretch of a spoken turn. The rest of a long call is silence. */
const SLOWEST = 1.25;
/** Share of a call that remains silent after the last turn. */
const TAIL = 0.02;

/**
 * Places turns one after another on the recording's clock, in whole milliseconds. They fill `availableMs`, or come at
 * their own pace if it is null.
 */
function placeTurns(drafts: readonly Draft[], availableMs: number | null, lagMs: number): Turn[] {
  const naturalMs = drafts.reduce((sum, draft) => sum + draft.gapMs + draft.spokenMs, 0);
  const scale = availableMs === null ? 1 : (availableMs * (1 - TAIL)) / Math.max(1, naturalMs);
  let atMs = 0;
  return drafts.map(({ gapMs, spokenMs, times, ...content }) => {
    atMs += (gapMs + spokenMs) * scale;
    const endMs = Math.floor(atMs);
    const startMs = endMs - Math.floor(spokenMs * Math.min(scale, SLOWEST));
    return {
      ...content,
      startMs: times === "none" ? null : startMs,
      endMs: times === "both" ? endMs : null,
      appearsMs: endMs + lagMs,
    };
  });
}
