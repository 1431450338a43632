import type { CallSource, TimeLimit } from "../sources/source.ts";

/** A recording without its bytes. */
export interface RecordingFacts {
  contentType: string;
  /** Null where the source does not tell. */
  size: number | null;
  etag: string | null;
}

/**
 * Asks for the first byte and lets go of the rest. Not `HEAD`: a signed storage URL is signed for `GET`.
 * Refuses where there is no recording, or not yet.
 */
export async function probeRecording(
  source: CallSource,
  callId: string,
  time: TimeLimit,
): Promise<RecordingFacts> {
  const answer = await source.openRecording(callId, { range: "bytes=0-0" }, time);
  // A recording of no bytes has no first one.
  if (!answer.ok) return { contentType: "audio/wav", size: answer.size, etag: null };
  const { recording } = answer;
  await recording.body?.cancel();
  const size = recording.range === null ? recording.contentLength : recording.range.sizeBytes;
  return { contentType: recording.contentType, size, etag: recording.etag };
}
