import type { Message } from "@keyhole/contract";
import { MATCHES_MAX } from "../../base/limits.ts";
import { Store } from "../../base/store.ts";
import type { TextRange } from "./text-pieces.ts";

/** A range of the text of a turn. */
export interface Match extends TextRange {
  /** Index of the turn in the transcript. */
  index: number;
}

export interface SearchState {
  readonly query: string;
  readonly matches: readonly Match[];
  /** Index of the current match. */
  readonly at: number;
}

/** The search in a transcript. */
export class SearchStore extends Store<SearchState> {
  #turns: readonly Message[] = [];

  constructor() {
    super({ query: "", matches: [], at: 0 });
  }

  /** The current match. */
  get found(): Match | null {
    return this.state.matches[this.state.at] ?? null;
  }

  /** The matches in one turn, and the index of the current one among them; -1 if it is elsewhere. */
  inTurn(index: number): { matches: readonly Match[]; at: number } {
    const matches = this.state.matches.filter((match) => match.index === index);
    const { found } = this;
    return { matches, at: found ? matches.indexOf(found) : -1 };
  }

  /** Searches these turns; the current match stays the same. */
  setTurns(turns: readonly Message[]): void {
    if (turns === this.#turns) return;
    this.#turns = turns;
    if (this.state.query) this.#find(this.state.query, this.state.at);
  }

  search(query: string): void {
    this.#find(query, 0);
  }

  /** Goes to the next or previous match, and from the last to the first. */
  go(step: 1 | -1): void {
    const { matches, at } = this.state;
    if (matches.length > 0) this.set({ at: (at + step + matches.length) % matches.length });
  }

  #find(query: string, at: number): void {
    const texts = this.#turns.map(({ text }) => text ?? "");
    const matches = findMatches(texts, query);
    this.set({ query, matches, at: Math.min(at, Math.max(0, matches.length - 1)) });
  }
}

/** Finds a text in others, ignoring case; any white space matches any other. */
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
