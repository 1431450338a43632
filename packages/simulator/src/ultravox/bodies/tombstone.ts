import { formatMicros } from "../../data/microseconds.ts";
import { recordingForm } from "../../data/recording.ts";
import type { Tombstone } from "../../data/tombstones.ts";
import { ACCOUNT_ID } from "./account.ts";

/** The vendor's CallTombstone. */
export function tombstoneBody({ row, deletedMicros, hadSummary }: Tombstone) {
  return {
    callId: row.callId,
    accountId: ACCOUNT_ID,
    created: formatMicros(row.createdMicros),
    deletionTime: formatMicros(deletedMicros),
    joined: row.joinedMicros === null ? null : formatMicros(row.joinedMicros),
    ended: row.endedMicros === null ? null : formatMicros(row.endedMicros),
    maxDuration: `${row.maxDurationSeconds}s`,
    endReason: row.endReason,
    recordingEnabled: recordingForm(row) !== null,
    hadSummary,
  };
}
