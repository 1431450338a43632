import type { Message } from "@keyhole/contract";
import { findMatches, type Match } from "./find-matches.ts";

/** What was searched for in a transcript and where it stands, without a DOM. */
export class TranscriptSearch {
  #turns: readonly Message[] = [];
  #query = "";
  #matches: readonly Match[] = [];
  #at = 0;

  get state() {
    return { query: this.#query, count: this.#matches.length, at: this.#at };
  }

  /** The match that was gone to. */
  get found(): Match | null {
    return this.#matches[this.#at] ?? null;
  }

  /** The matches in one turn, and which of them was gone to; -1 for none of them. */
  inTurn(index: number): { matches: readonly Match[]; at: number } {
    const matches = this.#matches.filter((match) => match.index === index);
    const { found } = this;
    return { matches, at: found ? matches.indexOf(found) : -1 };
  }

  /** Takes turns that came; the match that was gone to stays that. */
  take(turns: readonly Message[]): void {
    if (turns === this.#turns) return;
    this.#turns = turns;
    this.#find();
  }

  search(query: string): void {
    this.#query = query;
    this.#at = 0;
    this.#find();
  }

  /** Goes to the next match or the one before, and from the last to the first. */
  go(step: 1 | -1): void {
    const count = this.#matches.length;
    if (count > 0) this.#at = (this.#at + step + count) % count;
  }

  #find(): void {
    this.#matches = this.#query
      ? findMatches(
          this.#turns.map(({ text }) => text ?? ""),
          this.#query,
        )
      : [];
    this.#at = Math.min(this.#at, Math.max(0, this.#matches.length - 1));
  }
}
