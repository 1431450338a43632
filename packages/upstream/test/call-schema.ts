import { END_REASONS, type EndReason } from "@keyhole/contract";
import * as v from "valibot";
import {
  METADATA_KEY_MAX_CHARACTERS,
  METADATA_MAX_KEYS,
  METADATA_VALUE_MAX_CHARACTERS,
} from "../src/limits.ts";
import { pathSegment } from "../src/request/client.ts";

/** `readCall` written as a schema: what it accepts, refuses and keeps is compared with this. */
const MEDIA = ["webRtc", "twilio", "serverWebSocket", "telnyx", "plivo", "exotel", "sip"] as const;

const TextSchema = v.nullish(v.string(), null);

const IdSchema = v.pipe(
  v.string(),
  v.check((id) => pathSegment(id) !== null),
);

export const TimestampSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/),
  v.check((text) => isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))),
  v.transform((text) => new Date(text).toISOString()),
);

function isCalendarDay(day: string): boolean {
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().slice(0, 10) === day;
}

const DurationMsSchema = v.pipe(
  v.string(),
  v.regex(/^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?s$/),
  v.transform((text) => (text.startsWith("-") ? null : Math.round(Number(text.slice(0, -1)) * 1000))),
);

const MetadataSchema = v.pipe(
  v.custom<Record<string, unknown>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  ),
  v.transform((entries) => {
    const kept = Object.entries(entries).filter(
      ([name, value]) =>
        name !== "__proto__" &&
        name.length <= METADATA_KEY_MAX_CHARACTERS &&
        typeof value === "string" &&
        value.length <= METADATA_VALUE_MAX_CHARACTERS,
    );
    return Object.fromEntries(kept.slice(0, METADATA_MAX_KEYS));
  }),
);

const AgentSchema = v.pipe(
  v.object({ agentId: IdSchema, name: v.nullish(v.string(), "") }),
  v.transform(({ agentId, name }) => ({ agentId, name: name === "" ? agentId : name })),
);

export const CallSchema = v.pipe(
  v.object({
    callId: IdSchema,
    created: TimestampSchema,
    joined: v.nullish(TimestampSchema, null),
    ended: v.nullish(TimestampSchema, null),
    endReason: v.nullish(
      v.pipe(
        v.string(),
        v.transform((text): EndReason | null => END_REASONS.find((reason) => reason === text) ?? null),
      ),
      null,
    ),
    agentId: v.nullish(IdSchema, null),
    agent: v.nullish(AgentSchema, null),
    metadata: v.nullish(MetadataSchema, {}),
    medium: v.nullish(
      v.pipe(
        v.looseObject({}),
        v.transform((medium) => MEDIA.find((name) => medium[name] != null) ?? null),
      ),
      null,
    ),
    joinTimeout: v.nullish(DurationMsSchema, null),
    maxDuration: v.nullish(DurationMsSchema, null),
    languageHint: TextSchema,
    recordingEnabled: v.nullish(v.boolean(), false),
    summary: TextSchema,
    shortSummary: TextSchema,
  }),
  v.check(({ agentId, agent }) => agentId === null || agent === null || agentId === agent.agentId),
  v.transform(({ joinTimeout, maxDuration, ...call }) => ({
    ...call,
    agentId: call.agentId ?? call.agent?.agentId ?? null,
    joinTimeoutMs: joinTimeout,
    maxDurationMs: maxDuration,
  })),
);
