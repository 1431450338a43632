import type { EndReason } from "@keyhole/contract";
import * as v from "valibot";
import { readTimestamp } from "../schemas/values.ts";
import {
  IdSchema,
  isId,
  readDurationMs,
  readEndReason,
  readMedium,
  readMetadata,
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

/**
 * Reads a call; undefined for what is none. An absent field is read as null; one of the wrong type fails the call. By
 * hand, because a list has up to 100 calls: a schema takes eight times as long, most of a request's time.
 */
export function readCall(value: unknown): UltravoxCall | undefined {
  if (!isObject(value)) return undefined;
  const { callId, agentId: namedAgentId = null } = value;
  const created = readText(value.created, readTimestamp);
  const joined = readText(value.joined, readTimestamp);
  const ended = readText(value.ended, readTimestamp);
  const endReason = readText(value.endReason, readEndReason);
  const agent = readAgent(value.agent);
  const metadata = value.metadata ?? {};
  const medium = value.medium ?? null;
  const joinTimeoutMs = readText(value.joinTimeout, readDurationMs);
  const maxDurationMs = readText(value.maxDuration, readDurationMs);
  const languageHint = readText(value.languageHint, asItIs);
  const recordingEnabled = value.recordingEnabled ?? false;
  const summary = readText(value.summary, asItIs);
  const shortSummary = readText(value.shortSummary, asItIs);
  if (!isId(callId) || !(namedAgentId === null || isId(namedAgentId)) || agent === undefined)
    return undefined;
  // A call that names two agents could be shown to those who may see either.
  if (namedAgentId !== null && agent !== null && namedAgentId !== agent.agentId) return undefined;
  if (created === undefined || created === null || joined === undefined || ended === undefined)
    return undefined;
  if (endReason === undefined || joinTimeoutMs === undefined || maxDurationMs === undefined) return undefined;
  if (languageHint === undefined || summary === undefined || shortSummary === undefined) return undefined;
  if (!isObject(metadata) || Array.isArray(metadata) || typeof recordingEnabled !== "boolean")
    return undefined;
  if (medium !== null && !isObject(medium)) return undefined;
  return {
    callId,
    created,
    joined,
    ended,
    endReason,
    agentId: namedAgentId ?? agent?.agentId ?? null,
    agent,
    metadata: readMetadata(metadata),
    medium: medium === null ? null : readMedium(medium),
    joinTimeoutMs,
    maxDurationMs,
    languageHint,
    recordingEnabled,
    summary,
    shortSummary,
  };
}

/** See `readCall`. */
export const CallSchema = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): UltravoxCall => {
    const call = readCall(dataset.value);
    if (call !== undefined) return call;
    addIssue({ message: "call" });
    return NEVER;
  }),
);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Null for an absent text; undefined for what is no text, or for one that cannot be read. */
function readText<T>(value: unknown, read: (text: string) => T | undefined): T | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? read(value) : undefined;
}

function asItIs(text: string): string {
  return text;
}

/** Null for an absent agent; undefined for what is none. See `AgentSchema`. */
function readAgent(value: unknown): UltravoxAgent | null | undefined {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) return undefined;
  const { agentId } = value;
  const name = readText(value.name, asItIs);
  if (!isId(agentId) || name === undefined) return undefined;
  return { agentId, name: name || agentId };
}
