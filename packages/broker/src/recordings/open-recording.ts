import type { Recording } from "@keyhole/upstream/ultravox";
import type { Broker } from "../broker.ts";
import { refuseRecording, refuseUpstream } from "../http/refuse-upstream.ts";
import { UPSTREAM_DEADLINE_MS } from "../limits.ts";
import { requireUltravox } from "../require-ultravox.ts";
import type { ResourceAccess } from "../tokens/resource-access.ts";
import { parseContentRange } from "./byte-range.ts";
import { isPublicStorage } from "./storage.ts";

/** A recording without its bytes. */
export interface RecordingFacts {
  contentType: string;
  /** Null where the upstream does not tell. */
  size: number | null;
  etag: string | null;
}

type Access = Pick<ResourceAccess, "site" | "crowd">;

/** What is asked of the upstream; null where it has no such bytes. */
export async function openRecording(
  broker: Broker,
  access: Access,
  callId: string,
  request: { range?: string; ifRange?: string },
): Promise<{ ok: true; recording: Recording } | { ok: false; size: number | null }> {
  const answer = await requireUltravox(broker, access).openRecording(
    callId,
    { method: "GET", ...request },
    {
      deadlineMs: UPSTREAM_DEADLINE_MS,
      isAllowedStorage: (url) => isPublicStorage(url, broker.config.settings.isDevelopment),
    },
  );
  if (answer.ok) return { ok: true, recording: answer.value };
  if (answer.error.kind === "range_not_satisfiable") return { ok: false, size: answer.error.size };
  throw answer.error.kind === "not_found" ? refuseRecording() : refuseUpstream(answer.error);
}

/**
 * Asks for the first byte and lets go of the rest. Not `HEAD`: a signed storage URL is signed for `GET`.
 * Refuses where there is no recording, or not yet.
 */
export async function probeRecording(
  broker: Broker,
  access: Access,
  callId: string,
): Promise<RecordingFacts> {
  const answer = await openRecording(broker, access, callId, { range: "bytes=0-0" });
  // A recording of no bytes has no first one.
  if (!answer.ok) return { contentType: "audio/wav", size: answer.size, etag: null };
  const { recording } = answer;
  await recording.body?.cancel();
  const size =
    recording.status === 206 ? parseContentRange(recording.contentRange)?.size : recording.contentLength;
  return { contentType: recording.contentType, size: size ?? null, etag: recording.etag };
}
