import { formatMicros, MICROS_PER_SECOND } from "../../base/time.ts";
import { type CallRow, callDurationMicros } from "../../calls/call-row.ts";
import { billedSeconds } from "./billing.ts";

/** The vendor's CallUsage: figures of all calls, and of those in a range of time by day and by hour. */
export function usageBody(all: readonly CallRow[], inRange: readonly CallRow[], withHours: boolean) {
  const days = groupBy(inRange, ({ createdMicros }) => formatMicros(createdMicros).slice(0, 10));
  const hours = groupBy(withHours ? inRange : [], ({ createdMicros }) =>
    formatMicros(createdMicros).slice(0, 13),
  );
  return {
    allTime: statistics(all),
    daily: [...days].map(([date, rows]) => ({ ...statistics(rows), date })),
    hourly: [...hours].map(([hour, rows]) => ({
      ...statistics(rows),
      date: hour.slice(0, 10),
      hour: Number(hour.slice(11)),
    })),
  };
}

function statistics(rows: readonly CallRow[]) {
  const durations = rows.map(callDurationMicros).filter((micros) => micros !== null);
  const micros = durations.reduce((sum, one) => sum + one, 0);
  const billed = durations.reduce((sum, one) => sum + billedSeconds(one), 0);
  return {
    totalCount: rows.length,
    errorCount: rows.filter(({ endReason }) => endReason?.endsWith("_error")).length,
    duration: `${(micros / MICROS_PER_SECOND).toFixed(3)}s`,
    joinedCount: rows.filter(({ joinedMicros }) => joinedMicros !== null).length,
    billedMinutes: billed / 60,
  };
}

function groupBy(rows: readonly CallRow[], key: (row: CallRow) => string): Map<string, CallRow[]> {
  const groups = new Map<string, CallRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
