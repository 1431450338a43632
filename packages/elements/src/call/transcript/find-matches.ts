import { MATCHES_MAX } from "../../base/limits.ts";
import type { Stretch } from "./find-links.ts";

/** Where a search found something: a stretch of the text of a turn. */
export interface Match extends Stretch {
  /** Place of the turn in the transcript. */
  index: number;
}

/** Where a text stands in others, in any case; runs of blanks are as good as one. */
export function findMatches(texts: readonly string[], query: string): Match[] {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const pattern = new RegExp(
    words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("\\s+"),
    "giu",
  );
  const matches: Match[] = [];
  for (const [index, text] of texts.entries()) {
    for (const { 0: found, index: start } of text.matchAll(pattern)) {
      matches.push({ index, start, end: start + found.length });
      if (matches.length === MATCHES_MAX) return matches;
    }
  }
  return matches;
}
