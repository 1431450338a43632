/**
 * What a spreadsheet takes for a formula, in ASCII and in full width: `=`, `+`, `-`, `@`, also after white
 * space and quotes (OWASP, CSV Injection). Where the separator of the reader is another one, or it does not
 * know quotes, a cell also begins after `;`, a tab or a line break inside of it.
 */
const FORMULA = /(^|[;\t\r\n])((?:[^\S\t\r\n]|["'\u200b])*)(?=[=+\-@＝＋－＠])/gu;

/** These at the start are taken for the start of a formula too. */
const CONTROL = /^[\t\r\n]/u;

/** A number as it is written, which no spreadsheet computes with before it is told to. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/u;

/** Makes a text harmless for spreadsheets, by an apostrophe in front of what would begin a formula. */
function harmless(text: string): string {
  if (NUMBER.test(text)) return text;
  const words = text.replace(FORMULA, "$1'$2");
  return CONTROL.test(words) ? `'${words}` : words;
}

/** One cell by RFC 4180. Numbers stay numbers, null is an empty cell, a text is made harmless. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return `${value}`;
  const text = harmless(value);
  // A quote, a separator of any reader, a line break, or white space that a reader may take away.
  return /["',;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line by RFC 4180, with its end. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
