import type { CallSummary } from "@keyhole/contract";

type Cell = string | number | boolean | null;

/**
 * The start of a formula, in ASCII and in full width: `=`, `+`, `-`, `@`, also after white space and quotes
 * (OWASP, CSV Injection). For a reader with another separator, or without quotes, a cell also starts after `;`,
 * a tab or a line break inside the text.
 */
const FORMULA = /(^|[;\t\r\n])((?:[^\S\t\r\n]|["'\u200b])*)(?=[=+\-@＝＋－＠])/gu;

/** Control characters that also start a formula. */
const CONTROL = /^[\t\r\n]/u;

/** A plain number is never evaluated as a formula. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/u;

/** Keeps a spreadsheet from evaluating a text: an apostrophe precedes each start of a formula. */
function harmless(text: string): string {
  if (NUMBER.test(text)) return text;
  const words = text.replace(FORMULA, "$1'$2");
  return CONTROL.test(words) ? `'${words}` : words;
}

/** One cell by RFC 4180. Numbers stay numbers, null is an empty cell, texts never start a formula. */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return `${value}`;
  const text = harmless(value);
  // A quote, a separator of any reader, a line break, or white space that a reader may trim.
  return /["',;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line by RFC 4180, with its end. */
export function csvLine(values: readonly Cell[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

/** Columns that every call has. Times are ISO 8601, in UTC. */
const COLUMNS: readonly (readonly [string, (call: CallSummary) => Cell])[] = [
  ["id", ({ id }) => id],
  ["source", ({ source }) => source],
  ["agent_id", ({ agent }) => agent?.id ?? null],
  ["agent_name", ({ agent }) => agent?.name ?? null],
  ["status", ({ status }) => status],
  ["created_at", ({ createdAt }) => createdAt],
  ["joined_at", ({ joinedAt }) => joinedAt],
  ["ended_at", ({ endedAt }) => endedAt],
  ["duration_ms", ({ durationMs }) => durationMs],
  ["duration_s", ({ durationMs }) => (durationMs === null ? null : durationMs / 1000)],
  ["end_reason", ({ endReason }) => endReason],
  ["medium", ({ medium }) => medium],
  ["title", ({ title }) => title],
  ["summary", ({ summary }) => summary],
  ["has_recording", ({ hasRecording }) => hasRecording],
];

/** The header: the columns of every call, then one for each key of metadata. */
export function csvHeader(metadataKeys: readonly string[]): string {
  return csvLine([...COLUMNS.map(([name]) => name), ...metadataKeys.map((key) => `metadata.${key}`)]);
}

/** The line of a call. */
export function csvOf(call: CallSummary, metadataKeys: readonly string[]): string {
  const own = COLUMNS.map(([, read]) => read(call));
  const metadata = metadataKeys.map((key) =>
    Object.hasOwn(call.metadata, key) ? (call.metadata[key] ?? null) : null,
  );
  return csvLine([...own, ...metadata]);
}
