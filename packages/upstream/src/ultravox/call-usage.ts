import * as v from "valibot";
import { DurationMsSchema } from "./fields.ts";

/** What the vendor counts of the calls created within a day or an hour of UTC. */
export interface UltravoxUsageRow {
  /** Start of the day or the hour, in milliseconds since 1970. */
  startMs: number;
  calls: number;
  joined: number;
  /** Of all joined calls together; null where it cannot be read. */
  durationMs: number | null;
}

/** The vendor's CallUsage. A day or an hour without a call may be missing, and all hours at once. */
export interface UltravoxUsage {
  days: UltravoxUsageRow[];
  hours: UltravoxUsageRow[];
}

const CountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A calendar day, as milliseconds since 1970. */
const DateMsSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d$/),
  v.transform((text) => ({ text, ms: Date.parse(`${text}T00:00:00Z`) })),
  // `Date` reads 30 February as 2 March.
  v.check(({ text, ms }) => !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)),
  v.transform(({ ms }) => ms),
);

const ENTRIES = {
  totalCount: CountSchema,
  joinedCount: CountSchema,
  duration: v.fallback(v.nullable(DurationMsSchema), null),
  date: DateMsSchema,
};

interface Counted {
  totalCount: number;
  joinedCount: number;
  duration: number | null;
}

function toRow({ totalCount, joinedCount, duration }: Counted, startMs: number): UltravoxUsageRow {
  return { startMs, calls: totalCount, joined: joinedCount, durationMs: duration };
}

/** One wrong row refuses the whole: a sum without it would be wrong. */
export const CallUsageSchema = v.pipe(
  v.object({
    daily: v.array(
      v.pipe(
        v.object(ENTRIES),
        v.transform((row) => toRow(row, row.date)),
      ),
    ),
    hourly: v.array(
      v.pipe(
        v.object({ ...ENTRIES, hour: v.pipe(CountSchema, v.maxValue(23)) }),
        v.transform((row) => toRow(row, row.date + row.hour * 3_600_000)),
      ),
    ),
  }),
  v.transform(({ daily, hourly }): UltravoxUsage => ({ days: daily, hours: hourly })),
);
