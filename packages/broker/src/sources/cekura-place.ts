import { EVALUATION_WINDOW_MS } from "../base/limits.ts";

/** A place in the calls of a project, which Cekura lists for one range of time after the other. */
export interface CekuraPlace {
  /** End of the range, in milliseconds since 1970. */
  endMs: number;
  /** From 1. */
  page: number;
}

/**
 * The range of time of a place, as wide as Cekura allows; it begins no earlier than the floor. Cekura's times have
 * microseconds, a page's have milliseconds: the end includes its whole millisecond.
 */
export function windowAt({ endMs }: CekuraPlace, floorMs: number): { from: string; to: string } {
  const startMs = Math.min(endMs, Math.max(floorMs, endMs - EVALUATION_WINDOW_MS + 1));
  const to = new Date(endMs).toISOString().replace("Z", "999Z");
  return { from: new Date(startMs).toISOString(), to };
}

/** The first place before a range; null at the floor. */
export function olderPlace({ from }: { from: string }, floorMs: number): CekuraPlace | null {
  const endMs = Date.parse(from) - 1;
  return endMs < floorMs ? null : { endMs, page: 1 };
}

export function formatPlace({ endMs, page }: CekuraPlace): string {
  return `${endMs}.${page}`;
}

/** Reads what `formatPlace` wrote; null for the beginning. */
export function parsePlace(cursor: string | null): CekuraPlace | null {
  const [, endMs, page] = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor ?? "") ?? [];
  return endMs === undefined || page === undefined ? null : { endMs: Number(endMs), page: Number(page) };
}
