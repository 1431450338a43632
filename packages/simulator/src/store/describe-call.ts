import { type RecordingForm, sizeBytes } from "../audio/recording-file.ts";
import type { CallRow } from "../calls/call-row.ts";
import { languageOf } from "../calls/call-texts.ts";
import { recordingState } from "../calls/recording.ts";
import type { CallStore } from "./call-store.ts";

/** Properties by which a test chooses a call. */
export interface CallDescription {
  readonly callId: string;
  readonly status: "waiting" | "active" | "ended" | "unjoined";
  readonly languageHint: string;
  /** Number of turns so far, in all stages. */
  readonly messages: number;
  readonly stages: number;
  readonly recording: "ready" | "pending" | "none";
  /** The body of the request that started the call through the API. */
  readonly request: Readonly<Record<string, unknown>> | null;
  /** The recording, once it is ready. */
  readonly recorded: (RecordingForm & { readonly durationMs: number; readonly sizeBytes: number }) | null;
}

export function describeCall(store: CallStore, row: CallRow, nowMicros: number): CallDescription {
  const { turns, stages } = store.visible(row, nowMicros);
  const state = recordingState(row, nowMicros);
  const file = state === "ready" ? store.recording(row) : null;
  return {
    callId: row.callId,
    status: statusOf(row),
    languageHint: languageOf(row).languageHint,
    messages: turns.length,
    stages: stages.length,
    recording: state,
    request: row.plan.started?.request ?? null,
    recorded:
      file === null ? null : { ...file.form, durationMs: file.durationMs, sizeBytes: sizeBytes(file) },
  };
}

function statusOf(row: CallRow): CallDescription["status"] {
  if (row.endReason === "unjoined") return "unjoined";
  if (row.endedMicros !== null) return "ended";
  return row.joinedMicros === null ? "waiting" : "active";
}
