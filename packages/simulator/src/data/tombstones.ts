import type { CallRow } from "./call-row.ts";
import { textsOf } from "./call-texts.ts";
import { makeRows } from "./make-rows.ts";
import { MICROS_PER_DAY } from "./microseconds.ts";
import { mix32, Random } from "./random.ts";

/** What is left of a call that was deleted. */
export interface Tombstone {
  readonly row: CallRow;
  readonly createdMicros: number;
  readonly sequence: number;
  readonly deletedMicros: number;
  readonly hadSummary: boolean;
}

/** Calls that were deleted before the data's clock starts. */
const COUNT = 15;
/** Not one of the showcase, which takes the last of them. */
const SPARE = 40;

/** The tombstones of a data set, oldest first: of calls that are in no data. */
export function makeTombstones(seed: number, nowMs: number): Tombstone[] {
  const rows = makeRows(mix32(seed ^ 0x70_6d_b5), COUNT + SPARE, nowMs).slice(0, COUNT);
  return rows.map((row) => {
    const ageMicros = nowMs * 1000 - row.createdMicros;
    const days = Random.for(row.seed, "deleted").fraction() * 10;
    return bury(row, row.createdMicros + Math.min(ageMicros, Math.floor(days * MICROS_PER_DAY)));
  });
}

/** The tombstone of a call that is deleted at a time. */
export function bury(row: CallRow, deletedMicros: number): Tombstone {
  const { createdMicros, sequence } = row;
  return { row, createdMicros, sequence, deletedMicros, hadSummary: textsOf(row).summary !== null };
}
