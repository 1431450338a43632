import type { Catalogue } from "../src/i18n/text.ts";
import { englishTexts as english } from "./english-texts.ts";

const ACCENTED: Readonly<Record<string, string>> = {
  a: "á",
  c: "č",
  e: "ê",
  i: "ï",
  n: "ñ",
  o: "ø",
  s: "š",
  u: "ü",
  y: "ý",
  A: "Å",
  C: "Ç",
  E: "É",
  I: "Î",
  N: "Ñ",
  O: "Ö",
  S: "Š",
  T: "Ţ",
};

/** As much as translations into wordy languages are longer. */
const LONGER = 0.4;

/** A text that nobody could take for English: accented, 40% longer, in brackets. Places stay as they are. */
export function pseudo(words: string): string {
  const letters = words.replace(/\{\w+\}/g, "").length;
  // In pieces, since words of other languages break somewhere too.
  const more = "õñê ťŵô ţĥŕéê ".repeat(Math.ceil(letters / 10)).slice(0, Math.ceil(letters * LONGER));
  const accented = words.replace(/\{\w+\}|./gs, (piece) => ACCENTED[piece] ?? piece);
  return `[!! ${accented} ${more.trim()} !!]`;
}

/** All texts of the elements in no language at all, for the property `texts`. */
export const pseudoTexts: Catalogue = Object.fromEntries(
  Object.entries(english).map(([key, words]) => [key, pseudo(words)]),
);

/**
 * A language without a catalogue, whose dates and numbers have no Latin letter: what has one, and is
 * neither in brackets nor data, was written without the catalogue.
 */
export const PSEUDO_LANG = "th";

/** Whether something of a text is in pseudo-language. */
export function isPseudo(words: string): boolean {
  return words.includes("!!]");
}
