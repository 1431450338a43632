import type { CallSource, TimeLimit } from "../sources/source.ts";

/** A recording without its bytes. */
export interface RecordingFacts {
  contentType: string;
  /** In bytes; null if the source does not tell. */
  size: number | null;
  etag: string | null;
}

/**
 * Reads type and size by asking for the first byte. `HEAD` would fail, because storage URLs are signed
 * for `GET`. Refuses if there is no recording, or none yet.
 */
export async function probeRecording(
  source: CallSource,
  callId: string,
  time: TimeLimit,
): Promise<RecordingFacts> {
  const answer = await source.openRecording(callId, { range: "bytes=0-0" }, time);
  // An empty recording has no first byte.
  if (!answer.ok) return { contentType: "audio/wav", size: answer.size, etag: null };
  const { recording } = answer;
  await recording.body?.cancel();
  const size = recording.range === null ? recording.contentLength : recording.range.sizeBytes;
  return { contentType: recording.contentType, size, etag: recording.etag };
}
