import type { Message } from "@keyhole/contract";

/** When a speaker talks, by the recording's clock. */
export interface Span {
  /** Index of the turn in the transcript. */
  index: number;
  role: "user" | "agent";
  startMs: number;
  endMs: number;
  /** The latest end of this span and all before it. */
  reachMs: number;
}

/** The spans of spoken turns, by start. A turn without a place in the recording has none. */
export function spansOf(turns: readonly Message[]): Span[] {
  const spans = turns.flatMap(({ role, audioStartMs, audioEndMs }, index): Span[] => {
    if ((role !== "user" && role !== "agent") || audioStartMs === null) return [];
    const endMs = Math.max(audioStartMs, audioEndMs ?? audioStartMs);
    return [{ index, role, startMs: audioStartMs, endMs, reachMs: endMs }];
  });
  spans.sort((one, other) => one.startMs - other.startMs || one.index - other.index);
  let reachMs = 0;
  for (const span of spans) span.reachMs = reachMs = Math.max(reachMs, span.endMs);
  return spans;
}

/**
 * The turn that is heard at a time: the latest one to begin among those that are still heard, or in a
 * pause among all. -1 before the first.
 */
export function turnAt(spans: readonly Span[], atMs: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.startMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  const latest = low - 1;
  for (let place = latest; (spans[place]?.reachMs ?? 0) > atMs; place -= 1) {
    const span = spans[place];
    if (span && span.endMs > atMs) return span.index;
  }
  return spans[latest]?.index ?? -1;
}
