import type { Stage, Transcript } from "./transcript.ts";
import type { Turn, TurnContent } from "./turn.ts";

/** A turn added while the simulator runs. It joins the stage that the call is in. */
export interface AddedTurn extends TurnContent {
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly appearsMs: number;
}

/** A turn and its index within its stage. The index counts the stage's opening too. */
export interface NumberedTurn extends Turn {
  readonly index: number;
}

export interface VisibleStage extends Stage {
  readonly turns: readonly NumberedTurn[];
}

/** The part of a transcript that has happened by a given moment, added turns included. */
export interface VisibleTranscript {
  /** At least one. */
  readonly stages: readonly VisibleStage[];
  /** The turns of all stages, in the order in which they became readable. */
  readonly turns: readonly NumberedTurn[];
}

/** Visible turns keep their place and index. Later turns go behind them. */
export function visibleTranscript(
  { stages, turns: planned }: Transcript,
  added: readonly AddedTurn[],
  elapsedMs: number,
): VisibleTranscript {
  const visible = planned.filter((turn) => turn.appearsMs <= elapsedMs);
  const counts = stages.map((stage) => stage.opening.length);
  const turns = merge(visible, added).map((turn): NumberedTurn => {
    const index = counts[turn.stage] ?? 0;
    counts[turn.stage] = index + 1;
    return { ...turn, index };
  });
  return {
    stages: stages
      .filter((stage) => stage.number === 0 || stage.startsMs <= elapsedMs)
      .map((stage) => ({ ...stage, turns: turns.filter((turn) => turn.stage === stage.number) })),
    turns,
  };
}

/** Ordered by `appearsMs`. At the same time the planned turn comes first. */
function merge(planned: readonly Turn[], added: readonly AddedTurn[]): Turn[] {
  const merged: Turn[] = [];
  let next = 0;
  for (const turn of added) {
    const later = planned.findIndex((other, place) => place >= next && other.appearsMs > turn.appearsMs);
    const end = later < 0 ? planned.length : later;
    merged.push(...planned.slice(next, end));
    next = end;
    merged.push({ ...turn, stage: merged.at(-1)?.stage ?? 0 });
  }
  return [...merged, ...planned.slice(next)];
}
