import type { Recording } from "@keyhole/upstream/ultravox";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import type { Settings } from "../config/settings.ts";
import type { Access } from "../grants/access.ts";
import { refuseRecording, refuseUpstream } from "../http/refusals.ts";
import type { UltravoxFor } from "../sources/ultravox-for.ts";
import { isPublicStorage } from "./storage.ts";

/** A recording without its bytes. */
export interface RecordingFacts {
  contentType: string;
  /** Null where the upstream does not tell. */
  size: number | null;
  etag: string | null;
}

/** What it takes to open recordings. */
export interface RecordingSource {
  ultravoxFor: UltravoxFor;
  config: { settings: Pick<Settings, "isDevelopment"> };
}

type Viewer = Pick<Access, "site" | "audience">;

/** What is asked of the upstream; null where it has no such bytes. */
export async function openRecording(
  source: RecordingSource,
  viewer: Viewer,
  callId: string,
  request: { range?: string; ifRange?: string },
): Promise<{ ok: true; recording: Recording } | { ok: false; size: number | null }> {
  const answer = await source.ultravoxFor(viewer).openRecording(
    callId,
    { method: "GET", ...request },
    {
      deadlineMs: UPSTREAM_DEADLINE_MS,
      isAllowedStorage: (url) => isPublicStorage(url, source.config.settings.isDevelopment),
    },
  );
  if (answer.ok) return { ok: true, recording: answer.value };
  if (answer.error.kind === "range_not_satisfiable") return { ok: false, size: answer.error.size };
  throw answer.error.kind === "not_found"
    ? refuseRecording("upstream: not_found")
    : refuseUpstream(answer.error);
}

/**
 * Asks for the first byte and lets go of the rest. Not `HEAD`: a signed storage URL is signed for `GET`.
 * Refuses where there is no recording, or not yet.
 */
export async function probeRecording(
  source: RecordingSource,
  viewer: Viewer,
  callId: string,
): Promise<RecordingFacts> {
  const answer = await openRecording(source, viewer, callId, { range: "bytes=0-0" });
  // A recording of no bytes has no first one.
  if (!answer.ok) return { contentType: "audio/wav", size: answer.size, etag: null };
  const { recording } = answer;
  await recording.body?.cancel();
  const size = recording.range === null ? recording.contentLength : recording.range.sizeBytes;
  return { contentType: recording.contentType, size, etag: recording.etag };
}
