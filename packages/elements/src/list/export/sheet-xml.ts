import type { CallSummary } from "@keyhole/contract";
import type { Column } from "./columns.ts";

/** The most that a cell may hold, in UTF-16 units, and a sheet, in rows. */
const CELL_CHARACTERS = 32_767;
/** A longer text in a cell of the format "Text" shows as `####` in older versions of Excel. */
const TEXT_FORMAT_CHARACTERS = 255;
export const SHEET_ROWS = 1_048_576;

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const DAY_MS = 86_400_000;
/** Days from 1899-12-30, with which a spreadsheet counts, to 1970-01-01. */
const EPOCH_DAYS = 25_569;

/** Indexes of the formats in `STYLES_XML`. */
const STYLE = { header: 1, text: 2, time: 3, duration: 4 } as const;
const WIDTHS: Record<Column["kind"], number> = { text: 24, time: 20, duration: 11, number: 12, boolean: 14 };

export const STYLES_XML = `${XML}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">${[
  'numFmtId="0" fontId="0"',
  'numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"',
  'numFmtId="49" fontId="0" applyNumberFormat="1"',
  'numFmtId="164" fontId="0" applyNumberFormat="1"',
  'numFmtId="46" fontId="0" applyNumberFormat="1"',
]
  .map((format) => `<xf ${format} fillId="0" borderId="0" xfId="0"/>`)
  .join("")}</cellXfs></styleSheet>`;

/** The start of a sheet: its direction, a header that stays in view, and the widths of its columns. */
export function sheetStart(columns: readonly Column[], isRightToLeft: boolean): string {
  const widths = columns.map(
    ({ kind }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${WIDTHS[kind]}" customWidth="1"/>`,
  );
  const direction = isRightToLeft ? ' rightToLeft="1"' : "";
  const header = columns.map(({ name }, index) => textCell(`${letters(index)}1`, name, STYLE.header));
  return `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView${direction} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData><row r="1">${header.join("")}</row>`;
}

/** The end of a sheet. No mark warns about digits that are text. */
export const SHEET_END = `</sheetData><ignoredErrors><ignoredError sqref="A1:XFD${SHEET_ROWS}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;

/** The row of a call, with times as the clock in a time zone shows them. Rows count from 1. */
export function sheetRow(
  call: CallSummary,
  columns: readonly Column[],
  row: number,
  timeZone: string | undefined,
): string {
  const cells = columns.map((column, index) => {
    const place = `${letters(index)}${row}`;
    const value = column.read(call);
    if (value === null) return "";
    if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (column.kind === "time")
      return numberCell(place, dayNumber(Date.parse(`${value}`), timeZone), STYLE.time);
    if (typeof value === "string") {
      return textCell(place, value, value.length <= TEXT_FORMAT_CHARACTERS ? STYLE.text : 0);
    }
    return column.kind === "duration"
      ? numberCell(place, value / DAY_MS, STYLE.duration)
      : numberCell(place, value, 0);
  });
  return `<row r="${row}">${cells.join("")}</row>`;
}

function numberCell(place: string, value: number, style: number): string {
  return Number.isFinite(value) ? `<c r="${place}" s="${style}"><v>${value}</v></c>` : "";
}

/** A text in the cell itself, which no spreadsheet evaluates. */
function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/**
 * A text for XML 1.0. ECMA-376 Part 1 section 22.9.2.19 (`ST_Xstring`) writes what XML lacks as `_x0000_`, and an
 * underscore that looks like that as `_x005F_`.
 */
function xmlText(text: string): string {
  return text
    .slice(0, CELL_CHARACTERS)
    .replace(/_(?=x[\da-f]{4}_)/gi, "_x005F_")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(CONTROL, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}_`);
}

/** What XML 1.0 lacks; a parser would turn a carriage return into a line feed. */
const CONTROL = /[^\P{Cc}\t\n\x7f-\x9f]|[\ufffe\uffff]/gu;

const clocks = new Map<string | undefined, Intl.DateTimeFormat>();

/** A moment as a spreadsheet counts days, by the clock in a time zone. */
function dayNumber(ms: number, timeZone: string | undefined): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const digits = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const time = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
    clock = new Intl.DateTimeFormat("en-US", { ...digits, ...time, calendar: "gregory", timeZone });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const days = Date.UTC(part("year"), part("month") - 1, part("day")) / DAY_MS;
  const seconds = part("hour") * 3600 + part("minute") * 60 + part("second");
  return EPOCH_DAYS + days + seconds / 86_400;
}

/** The letters of a column: A to Z, then AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
