import type { CallSummary } from "@keyhole/contract";
import { TYPE_AHEAD_MS, TYPE_AHEAD_ROWS } from "../../base/limits.ts";

/**
 * Finds a row by quickly typed letters, as the ARIA APG describes for lists: the next row whose title or agent
 * begins with them, regardless of case and accents. One repeated letter goes from row to row.
 */
export class TypeAhead {
  #typed = "";
  #atMs = Number.NEGATIVE_INFINITY;
  #collator: Intl.Collator | undefined;
  #locale: string | undefined;

  /** Whether a character continues the typed ones, so that a space counts too. */
  goesOn(atMs: number): boolean {
    return this.#typed !== "" && atMs - this.#atMs <= TYPE_AHEAD_MS;
  }

  /** The row for the typed characters, or null when no row matches. Times are in milliseconds. */
  type(
    character: string,
    {
      atMs,
      rows,
      from,
      locale,
    }: { atMs: number; rows: readonly CallSummary[]; from: number; locale: string | undefined },
  ): number | null {
    this.#typed = this.goesOn(atMs) ? this.#typed + character : character;
    this.#atMs = atMs;
    const again = [...this.#typed].every((one) => one === character);
    const words = (again ? character : this.#typed).normalize("NFC");
    const count = Math.min(rows.length, TYPE_AHEAD_ROWS);
    // A longer word may still match the current row; a repeated letter moves on.
    for (let step = again ? 1 : 0; step <= count; step += 1) {
      const place = (from + step) % rows.length;
      const row = rows[place];
      if (row && this.#begins([row.title ?? row.summary, row.agent?.name], words, locale)) return place;
    }
    return null;
  }

  #begins(texts: readonly (string | null | undefined)[], words: string, locale: string | undefined): boolean {
    if (!this.#collator || locale !== this.#locale) {
      this.#collator = new Intl.Collator(locale, { usage: "search", sensitivity: "base" });
      this.#locale = locale;
    }
    const { compare } = this.#collator;
    return texts.some((text) => text && compare(beginning(text, words.length), words) === 0);
  }
}

/** The first characters of a text, without leading white space, quotes and brackets. */
function beginning(text: string, length: number): string {
  return text
    .slice(0, length + 40)
    .replace(/^[\s\p{P}]+/u, "")
    .normalize("NFC")
    .slice(0, length);
}
