import type { CallSummary } from "@keyhole/contract";

type Cell = string | number | boolean | null;

/**
 * What a spreadsheet takes for a formula, in ASCII and in full width: `=`, `+`, `-`, `@`, also after white
 * space and quotes (OWASP, CSV Injection). Where the separator of the reader is another one, or it does not
 * know quotes, a cell also begins after `;`, a tab or a line break inside of it.
 */
const FORMULA = /(^|[;\t\r\n])((?:[^\S\t\r\n]|["'\u200b])*)(?=[=+\-@＝＋－＠])/gu;

/** These at the start are taken for the start of a formula too. */
const CONTROL = /^[\t\r\n]/u;

/** A plain number is never evaluated as a formula. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/u;

/** Makes a text harmless for spreadsheets, by an apostrophe in front of what would begin a formula. */
function harmless(text: string): string {
  if (NUMBER.test(text)) return text;
  const words = text.replace(FORMULA, "$1'$2");
  return CONTROL.test(words) ? `'${words}` : words;
}

/** One cell by RFC 4180. Numbers stay numbers, null is an empty cell, a text is made harmless. */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return `${value}`;
  const text = harmless(value);
  // A quote, a separator of any reader, a line break, or white space that a reader may take away.
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

/** The first line: the columns of every call, then one for each key of metadata. */
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
