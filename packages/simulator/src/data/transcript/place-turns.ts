import type { Draft } from "./draft.ts";
import type { Turn } from "./turn.ts";

/** Slower than this nobody speaks: what is left of a long call is silence. */
const SLOWEST = 1.25;
/** The end of a call, after the last word. */
const TAIL = 0.02;

/**
 * Gives each turn its time by the recording's clock, in whole milliseconds, one after the other. They
 * fill `availableMs`, or take their own time where that is null.
 */
export function placeTurns(drafts: readonly Draft[], availableMs: number | null, lagMs: number): Turn[] {
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
