import type { CallSummary } from "@keyhole/contract";
import { TYPE_AHEAD_MS, TYPE_AHEAD_ROWS } from "../../base/limits.ts";

/**
 * Finds a row by what is typed quickly, as the ARIA APG describes for lists: the next row whose title or
 * agent begins with it, whatever the case and the accents; one letter again and again goes from row to row.
 */
export class TypeAhead {
  #typed = "";
  #atMs = Number.NEGATIVE_INFINITY;
  #collator: Intl.Collator | undefined;
  #locale: string | undefined;

  /** Whether what is typed now belongs to what was typed before, so that a space is a character. */
  goesOn(atMs: number): boolean {
    return this.#typed !== "" && atMs - this.#atMs <= TYPE_AHEAD_MS;
  }

  /** The row to go to after a character, or null where none begins so. Times are in milliseconds. */
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
    // A word that goes on may still be that of the row it is on; a letter leads further.
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

/** As many characters of a text as were typed, without what nobody types: white space, quotes, brackets. */
function beginning(text: string, length: number): string {
  return text
    .slice(0, length + 40)
    .replace(/^[\s\p{P}]+/u, "")
    .normalize("NFC")
    .slice(0, length);
}
