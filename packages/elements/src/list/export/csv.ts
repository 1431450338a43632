import type { CallSummary } from "@keyhole/contract";
import type { Column } from "./columns.ts";

/** How spreadsheets in one language write tables. */
export interface CsvDialect {
  separator: "," | ";";
  /** The decimal sign. */
  decimal: "." | ",";
  /** Names of months, short and long, in lower case: the locale's, and English ones. */
  months: readonly string[];
}

/** The dialect of a locale: a decimal comma leaves the semicolon to separate cells. Digits are ASCII everywhere. */
export function csvDialect(locale: string | undefined): CsvDialect {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(0.5);
  const hasComma = parts.some(({ type, value }) => type === "decimal" && value === ",");
  const months = monthsIn(locale);
  return hasComma ? { separator: ";", decimal: ",", months } : { separator: ",", decimal: ".", months };
}

function monthsIn(locale: string | undefined): string[] {
  const formats = [locale, "en"].flatMap((language) =>
    (["short", "long"] as const).map(
      (month) => new Intl.DateTimeFormat(language, { month, calendar: "gregory", timeZone: "UTC" }),
    ),
  );
  return Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1)).flatMap((ms) =>
    formats.map((format) => format.format(ms).toLowerCase()),
  );
}

/**
 * The start of a formula, in ASCII and in full width: `=`, `+`, `-`, `@`, also after white space and quotes
 * (OWASP, CSV Injection). For a reader with another separator, or without quotes, a cell also starts after `;`,
 * a tab or a line break inside the text.
 */
const FORMULA = /(^|[;\t\r\n])((?:[^\S\t\r\n]|["'\u200b])*)(?=[=+\-@＝＋－＠])/gu;

/** Control characters that also start a formula. */
const CONTROL = /^[\t\r\n]/u;

/** Signs that could end the string of a formula, call a program, or start another formula after a separator. */
const UNSAFE = /["=@＝＠|!\p{Cc}\u200b]|[,;]\s*[-+－＋]|^[^\S ]/u;
/** The longest string in a formula. */
const STRING_CHARACTERS = 255;

/** Texts with more words than a date has are not retyped. */
const RETYPED_CHARACTERS = 40;
const RETYPED_WORDS = 4;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether a spreadsheet may take a text for something else: a number (`0012345`, `12E5`, 19 digits), a date (`1-2`,
 * `MAR1`), a time, a truth value or an error.
 */
function isRetyped(text: string, { months }: CsvDialect): boolean {
  if (text.length > RETYPED_CHARACTERS) return false;
  if (/^\s*(?:true\s*$|false\s*$|#)/iu.test(text)) return true;
  if (!/[\p{Nd}\p{No}\p{Nl}]/u.test(text) || UUID.test(text)) return false;
  const [first, ...others] = text.match(/\p{L}+/gu) ?? [];
  if (first === undefined || !text.trimStart().startsWith(first)) return others.length < RETYPED_WORDS;
  const word = first.toLowerCase();
  return word.length > 2 && months.some((month) => month.startsWith(word));
}

/**
 * A text as it is, whatever a spreadsheet would take it for. A short one becomes a formula that is a string, which
 * shows the text alone; in any other an apostrophe precedes each start of a formula.
 */
function asText(text: string, dialect: CsvDialect): string {
  const isWrapped = isRetyped(text, dialect) || /^[+-]/.test(text);
  if (isWrapped && text.length <= STRING_CHARACTERS && !UNSAFE.test(text)) return `="${text}"`;
  const words = text.replace(FORMULA, "$1'$2");
  return CONTROL.test(words) ? `'${words}` : words;
}

/** One cell by RFC 4180. Null is an empty cell, and no text is evaluated or retyped. */
export function csvCell(value: string | number | boolean | null, dialect: CsvDialect): string {
  if (value === null) return "";
  if (typeof value === "number") return `${value}`.replace(".", dialect.decimal);
  return typeof value === "boolean" ? `${value}` : quoted(asText(value, dialect));
}

/** A text with what any reader may take for a separator, or trim. */
function quoted(text: string): string {
  return /["',;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The columns of a CSV file: those that another does not repeat in other units. */
export function csvColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ kind }) => kind !== "duration");
}

/** The header. */
export function csvHeader(columns: readonly Column[], dialect: CsvDialect): string {
  return csvLine(
    columns.map(({ name }) => csvCell(name, dialect)),
    dialect,
  );
}

/** The line of a call. */
export function csvOf(call: CallSummary, columns: readonly Column[], dialect: CsvDialect): string {
  const cells = columns.map((column) => {
    const value = column.read(call);
    // No spreadsheet retypes a time in UTC.
    return column.kind === "time" ? `${value ?? ""}` : csvCell(value, dialect);
  });
  return csvLine(cells, dialect);
}

function csvLine(cells: readonly string[], { separator }: CsvDialect): string {
  return `${cells.join(separator)}\r\n`;
}
