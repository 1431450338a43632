import type { EndReason } from "@keyhole/contract";
import * as v from "valibot";
import { NullableTextSchema, TimestampSchema } from "../schemas/values.ts";
import {
  DurationMsSchema,
  EndReasonSchema,
  IdSchema,
  MediumSchema,
  MetadataSchema,
  type UltravoxMedium,
} from "./fields.ts";

export interface UltravoxAgent {
  agentId: string;
  /** The owner's name for the agent; its id where it has none, which the vendor's spec allows. */
  name: string;
}

/** `Agent` and `AgentBasic` of the vendor's spec; the call template with its prompt is not kept. */
export const AgentSchema = v.pipe(
  v.object({ agentId: IdSchema, name: v.nullish(v.string(), "") }),
  v.transform(({ agentId, name }): UltravoxAgent => ({ agentId, name: name === "" ? agentId : name })),
);

/**
 * The part of the vendor's `Call` that is kept. Parsing drops everything else, above all the join URL,
 * prompts and callbacks. Times are ISO 8601 with Z and milliseconds.
 */
export interface UltravoxCall {
  callId: string;
  created: string;
  joined: string | null;
  ended: string | null;
  /** Null until the end, and for an unknown reason. */
  endReason: EndReason | null;
  agentId: string | null;
  agent: UltravoxAgent | null;
  /** Without a prototype; holds strings only. */
  metadata: Record<string, string>;
  /** Null stands for WebRTC, or for an unknown medium. */
  medium: UltravoxMedium | null;
  joinTimeoutMs: number | null;
  maxDurationMs: number | null;
  languageHint: string | null;
  recordingEnabled: boolean;
  summary: string | null;
  shortSummary: string | null;
}

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
