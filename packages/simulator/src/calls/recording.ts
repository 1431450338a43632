import type { RecordingForm } from "../audio/recording-file.ts";
import { RECORDING_DELAY_SECONDS } from "../base/limits.ts";
import { Random } from "../base/random.ts";
import { MICROS_PER_SECOND } from "../base/time.ts";
import { type CallRow, callDurationMicros } from "./call-row.ts";

/** How a call is recorded. Null if recording is off. */
export function recordingForm(row: CallRow): RecordingForm | null {
  if (row.plan.recording !== undefined) return row.plan.recording;
  const random = Random.for(row.seed, "recording");
  if (random.chance(0.25)) return null;
  const delivery = random.chance(0.8) ? "redirect" : "direct";
  const hasRanges = random.chance(0.85);
  return {
    delivery,
    ranges: hasRanges && delivery === "redirect",
    channels: random.chance(0.6) ? 2 : 1,
    sampleRateHz: random.chance(0.5) ? 16_000 : 8000,
  };
}

/** How far the wall clock is ahead of the recording's clock, which starts with the first audio. */
export function wallClockLagMs(row: CallRow): number {
  if (row.plan.lagMs !== undefined) return row.plan.lagMs;
  const random = Random.for(row.seed, "lag");
  const lagMs = random.chance(0.3) ? 0 : random.integer(200, 2500);
  const durationMicros = callDurationMicros(row);
  return durationMicros === null ? lagMs : Math.min(lagMs, Math.floor(durationMicros / 10_000));
}

/** Length of a recording, which starts with the first audio. Null while the call runs. */
export function recordingMs(row: CallRow): number | null {
  const durationMicros = callDurationMicros(row);
  return durationMicros === null ? null : Math.floor(durationMicros / 1000) - wallClockLagMs(row);
}

/** `none`: recording was off, nobody joined, or the vendor's system failed. */
export type RecordingState = "ready" | "pending" | "none";

/** Whether a recording is ready: some seconds after the call has ended. */
export function recordingState(row: CallRow, nowMicros: number): RecordingState {
  if (recordingForm(row) === null || row.endReason === "system_error") return "none";
  if (row.endedMicros === null) return "pending";
  if (row.joinedMicros === null) return "none";
  return nowMicros < row.endedMicros + RECORDING_DELAY_SECONDS * MICROS_PER_SECOND ? "pending" : "ready";
}
