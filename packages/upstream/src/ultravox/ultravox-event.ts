import { SEVERITIES, type Severity } from "@keyhole/contract";
import * as v from "valibot";
import { CallTimeSchema, IdSchema } from "./fields.ts";

/** The part of the vendor's `CallEvent` that is kept; parsing drops `extras`. */
export interface UltravoxEvent {
  /** Since the call began. */
  atMs: number | null;
  severity: Severity;
  /** The vendor's name for the event; an open set. */
  type: string;
  text: string;
}

/**
 * An event, and the call that the row names; null where it names none. An unknown severity is `info`.
 * Both times are relative to the call's start, and the spec does not state their form.
 */
export const EventSchema = v.pipe(
  v.object({
    callId: v.nullish(IdSchema, null),
    callTimestamp: CallTimeSchema,
    wallClockTimestamp: CallTimeSchema,
    severity: v.fallback(v.picklist(SEVERITIES), "info"),
    type: v.string(),
    text: v.nullish(v.string(), ""),
  }),
  v.transform(({ callId, callTimestamp, wallClockTimestamp, severity, type, text }) => {
    const event: UltravoxEvent = { atMs: callTimestamp ?? wallClockTimestamp, severity, type, text };
    return { callId, event };
  }),
);
