import * as v from "valibot";
import { parseDateTime, parseUuid } from "../base/values.ts";

/** An event of a call, as far as the broker acts on it. */
export interface UltravoxEvent {
  event: string;
  call: {
    id: string;
    joinedAt: string | null;
    /** Null if the event does not tell. */
    endedMs: number | null;
    agent: { id: string } | null;
    metadata: Readonly<Record<string, string>>;
  };
}

const TextOrNull = v.nullish(v.string(), null);

const ultravoxSchema = v.pipe(
  v.object({
    event: v.string(),
    call: v.object({
      callId: v.pipe(v.string(), v.transform(parseUuid), v.string()),
      joined: TextOrNull,
      ended: TextOrNull,
      agentId: TextOrNull,
      agent: v.nullish(v.object({ agentId: v.string() }), null),
      metadata: v.nullish(v.record(v.string(), v.unknown()), {}),
    }),
  }),
  v.transform(({ event, call }): UltravoxEvent => {
    const agentId = call.agent?.agentId ?? call.agentId;
    return {
      event,
      call: {
        id: call.callId,
        joinedAt: call.joined,
        endedMs: call.ended === null ? null : (parseDateTime(call.ended) ?? null),
        agent: agentId === null ? null : { id: agentId },
        metadata: textsOf(call.metadata ?? {}),
      },
    };
  }),
);

function textsOf(values: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(values).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(texts);
}

/** A call that Cekura has evaluated. What it says is only a hint: the evaluation is read from Cekura. */
export interface EvaluatedEvent {
  callId: string;
  /** ISO 8601. */
  startedAt: string;
}

const cekuraSchema = v.pipe(
  v.object({
    event_type: v.literal("call_log.completed"),
    data: v.object({
      call_id: v.pipe(v.string(), v.transform(parseUuid), v.string()),
      timestamp: v.pipe(
        v.string(),
        v.check((text) => parseDateTime(text) !== undefined),
      ),
    }),
  }),
  v.transform(({ data }): EvaluatedEvent => ({ callId: data.call_id, startedAt: data.timestamp })),
);

/** Reads a message of Ultravox; null for anything else. */
export function readUltravoxEvent(body: Uint8Array): UltravoxEvent | null {
  return read(ultravoxSchema, body);
}

/** Reads a message of Cekura about a call; null for anything else. */
export function readEvaluatedEvent(body: Uint8Array): EvaluatedEvent | null {
  return read(cekuraSchema, body);
}

function read<Value>(schema: v.GenericSchema<unknown, Value>, body: Uint8Array): Value | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(body)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
