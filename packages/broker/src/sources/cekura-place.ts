import { EVALUATION_WINDOW_MS } from "../base/limits/evaluations.ts";

/** A place in the calls of a project, which Cekura lists for one range of time after the other. */
export interface CekuraPlace {
  /** End of the range, in milliseconds since 1970. */
  endMs: number;
  /** From 1. */
  page: number;
  /** The agent whose calls alone are listed; null for those of the whole project. Pages of one are not the other's. */
  agentId: number | null;
  /** Calls of a page. It stays the same within a range: the second page of 50 does not follow the first of 10. */
  pageSize: number;
}

/**
 * The range of time of a place, as wide as Cekura allows; it begins no earlier than the floor. Cekura's times have
 * microseconds, a page's have milliseconds: the end includes its whole millisecond.
 */
export function windowAt(
  { endMs }: Pick<CekuraPlace, "endMs">,
  floorMs: number,
): { from: string; to: string } {
  const startMs = Math.min(endMs, Math.max(floorMs, endMs - EVALUATION_WINDOW_MS + 1));
  const to = new Date(endMs).toISOString().replace("Z", "999Z");
  return { from: new Date(startMs).toISOString(), to };
}

/** The first place before the range of a place; null at the floor. */
export function olderPlace(place: CekuraPlace, floorMs: number): CekuraPlace | null {
  const endMs = Date.parse(windowAt(place, floorMs).from) - 1;
  return endMs < floorMs ? null : { ...place, endMs, page: 1 };
}

export function formatPlace({ endMs, page, agentId, pageSize }: CekuraPlace): string {
  return `${endMs}.${page}.${agentId ?? ""}.${pageSize}`;
}

/** Reads what `formatPlace` wrote; null for the beginning. The first page of a range has the size that is wanted now. */
export function parsePlace(cursor: string | null, wantedSize: number): CekuraPlace | null {
  const [, endMs, page, agentId, size] =
    /^(\d{1,15})\.(\d{1,9})\.(\d{0,15})\.(\d{1,3})$/.exec(cursor ?? "") ?? [];
  if (endMs === undefined || page === undefined) return null;
  return {
    endMs: Number(endMs),
    page: Number(page),
    agentId: agentId ? Number(agentId) : null,
    pageSize: page === "1" ? wantedSize : Number(size),
  };
}
