import type { EndReason } from "@keyhole/contract";
import * as v from "valibot";
import { DurationMsSchema } from "./duration.ts";
import { EndReasonSchema } from "./end-reason.ts";
import { IdSchema } from "./id.ts";
import { MediumSchema, type UltravoxMedium } from "./medium.ts";
import { MetadataSchema } from "./metadata.ts";
import { TimestampSchema } from "./timestamp.ts";
import { AgentSchema, type UltravoxAgent } from "./ultravox-agent.ts";

/**
 * What is kept of the vendor's `Call`. Everything else in it, the join URL, prompts and callbacks above
 * all, is dropped while parsing. Times are ISO 8601 with Z and milliseconds.
 */
export interface UltravoxCall {
  callId: string;
  created: string;
  joined: string | null;
  ended: string | null;
  /** Null until the end, and for a reason that this version does not know. */
  endReason: EndReason | null;
  agentId: string | null;
  agent: UltravoxAgent | null;
  /** Without a prototype; holds strings only. */
  metadata: Record<string, string>;
  /** Null stands for WebRTC, or for a medium that this version does not know. */
  medium: UltravoxMedium | null;
  joinTimeoutMs: number | null;
  maxDurationMs: number | null;
  languageHint: string | null;
  recordingEnabled: boolean;
  summary: string | null;
  shortSummary: string | null;
}

const NullableTextSchema = v.nullish(v.string(), null);

/** An absent field is read as null; one of the wrong type fails the call. */
export const CallSchema = v.pipe(
  v.object({
    callId: IdSchema,
    created: TimestampSchema,
    joined: v.nullish(TimestampSchema, null),
    ended: v.nullish(TimestampSchema, null),
    endReason: v.nullish(EndReasonSchema, null),
    agentId: v.nullish(IdSchema, null),
    agent: v.nullish(AgentSchema, null),
    metadata: v.nullish(MetadataSchema, {}),
    medium: v.nullish(MediumSchema, null),
    joinTimeout: v.nullish(DurationMsSchema, null),
    maxDuration: v.nullish(DurationMsSchema, null),
    languageHint: NullableTextSchema,
    recordingEnabled: v.nullish(v.boolean(), false),
    summary: NullableTextSchema,
    shortSummary: NullableTextSchema,
  }),
  // A call that names two agents could be shown to those who may see either.
  v.check(({ agentId, agent }) => agentId === null || agent === null || agentId === agent.agentId),
  v.transform(
    ({ joinTimeout, maxDuration, ...call }): UltravoxCall => ({
      ...call,
      agentId: call.agentId ?? call.agent?.agentId ?? null,
      joinTimeoutMs: joinTimeout,
      maxDurationMs: maxDuration,
    }),
  ),
);
