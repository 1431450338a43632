import type { CallDetail, CallSummary, SourceName } from "@keyhole/contract";
import type { Site } from "../config/check-site.ts";
import type { Access } from "../grants/access.ts";
import { proseFor } from "../privacy/prose-for.ts";
import type { SourceCall } from "../sources/source-call.ts";

/** Builds a row field by field: what is not named here does not leave the Worker. */
export function projectCall(
  call: SourceCall,
  source: SourceName,
  access: Pick<Access, "site" | "scopes">,
): CallSummary {
  return {
    id: call.id,
    source,
    agent: call.agent === null ? null : { id: call.agent.id, name: call.agent.name },
    status: call.status,
    createdAt: call.createdAt,
    joinedAt: call.joinedAt,
    endedAt: call.endedAt,
    durationMs: call.durationMs,
    endReason: call.endReason,
    medium: call.medium,
    title: proseFor(access, call.title),
    summary: proseFor(access, call.summary),
    hasRecording: call.isRecorded && call.joinedAt !== null,
    metadata: pickMetadata(call, access.site),
  };
}

/** The details of one call. */
export function projectCallDetail(
  call: SourceCall,
  source: SourceName,
  stages: number | null,
  access: Pick<Access, "site" | "scopes">,
): CallDetail {
  return {
    ...projectCall(call, source, access),
    joinTimeoutMs: call.joinTimeoutMs,
    maxDurationMs: call.maxDurationMs,
    languageHint: call.languageHint,
    stages,
  };
}

function pickMetadata(call: SourceCall, site: Site): Record<string, string> {
  const picked: [string, string][] = [];
  for (const key of site.metadata) {
    const value = Object.hasOwn(call.metadata, key) ? call.metadata[key] : undefined;
    if (value !== undefined) picked.push([key, value]);
  }
  return Object.fromEntries(picked);
}
