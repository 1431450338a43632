import type { RecordingFile } from "../audio/recording-file.ts";
import type { Utterance } from "../audio/render-pcm.ts";
import type { CallRow } from "./call-row.ts";
import type { CallStore } from "./call-store.ts";
import { recordingForm, recordingMs } from "./recording.ts";
import { isAudible } from "./transcript/turn.ts";

/** The file of a call's recording; null where there is none or the call still runs. */
export function recordingFile(store: CallStore, row: CallRow): RecordingFile | null {
  const form = recordingForm(row);
  const durationMs = recordingMs(row);
  if (form === null || durationMs === null || row.endedMicros === null) return null;
  const { turns } = store.visible(row, row.endedMicros);
  return { form, durationMs, utterances: utterancesOf(turns, durationMs), endedMicros: row.endedMicros };
}

/** Where somebody is heard, in order. A turn that was added over another is heard as far as there is room. */
function utterancesOf(
  turns: ReturnType<CallStore["visible"]>["turns"],
  durationMs: number,
): readonly Utterance[] {
  const utterances: Utterance[] = [];
  const audible = turns.filter(isAudible).toSorted((one, other) => one.startMs - other.startMs);
  for (const { role, startMs, endMs } of audible) {
    const from = Math.max(startMs, utterances.at(-1)?.endMs ?? 0);
    const to = Math.min(endMs, durationMs);
    if (from < to) utterances.push({ speaker: role, startMs: from, endMs: to });
  }
  return utterances;
}
