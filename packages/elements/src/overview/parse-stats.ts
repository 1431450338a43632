import type { CallCount, Stats, VerdictCount } from "@keyhole/contract";
import { amountOf, fieldsOf } from "../base/parse-fields.ts";

/** A range of time in milliseconds since 1970. Both ends are inclusive. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** `GET /v1/stats` with times in milliseconds. */
export interface Figures extends Span {
  calls: (Span & Pick<CallCount, "calls" | "joined" | "durationMs">)[] | null;
  verdicts: (Span & Pick<VerdictCount, "succeeded" | "failed">)[] | null;
}

/** Reads the answer of `GET /v1/stats`. One range that does not parse refuses all: a sum without it would be wrong. */
export function parseStats(body: unknown): Figures | undefined {
  const stats = fieldsOf(body) as Partial<Record<keyof Stats, unknown>> | null;
  const span = spanOf(body);
  const calls = rowsOf(stats?.items, (row) => {
    const count = amountOf(row.calls);
    const joined = amountOf(row.joined);
    const durationMs = amountOf(row.durationMs);
    return count === null ? undefined : { calls: count, joined, durationMs };
  });
  const verdicts = rowsOf(stats?.verdicts, (row) => {
    const [succeeded, failed] = [amountOf(row.succeeded), amountOf(row.failed)];
    return succeeded === null || failed === null ? undefined : { succeeded, failed };
  });
  return span && calls !== undefined && verdicts !== undefined ? { ...span, calls, verdicts } : undefined;
}

function rowsOf<Row>(
  rows: unknown,
  read: (fields: Readonly<Record<string, unknown>>) => Row | undefined,
): (Span & Row)[] | null | undefined {
  if (rows === null) return null;
  if (!Array.isArray(rows)) return undefined;
  const parsed = rows.flatMap((each) => {
    const row = read(fieldsOf(each) ?? {});
    const span = spanOf(each);
    return row && span ? [{ ...span, ...row }] : [];
  });
  return parsed.length < rows.length ? undefined : parsed;
}

function spanOf(value: unknown): Span | null {
  const { from, to } = fieldsOf(value) ?? {};
  const [fromMs, toMs] = [from, to].map((time) => (typeof time === "string" ? Date.parse(time) : Number.NaN));
  return fromMs !== undefined && toMs !== undefined && fromMs <= toMs ? { fromMs, toMs } : null;
}
