import { SEVERITIES, type Severity } from "@keyhole/contract";
import * as v from "valibot";
import { DurationMsSchema } from "./duration.ts";
import { IdSchema } from "./id.ts";

/** What is kept of the vendor's `CallEvent`; `extras` are dropped while parsing. */
export interface UltravoxEvent {
  /** Since the call began. */
  atMs: number | null;
  severity: Severity;
  /** The vendor's name for it; an open set. */
  type: string;
  text: string;
}

// Both are relative to the call's start and of no stated form; the wall clock's may be null.
const TimeSchema = v.fallback(v.nullish(DurationMsSchema, null), null);

/** With the call that the row says it belongs to. A severity that this version does not know is `info`. */
export const EventSchema = v.pipe(
  v.object({
    callId: v.nullish(IdSchema, null),
    callTimestamp: TimeSchema,
    wallClockTimestamp: TimeSchema,
    severity: v.fallback(v.picklist(SEVERITIES), "info"),
    type: v.string(),
    text: v.nullish(v.string(), ""),
  }),
  v.transform(({ callId, callTimestamp, wallClockTimestamp, severity, type, text }) => {
    const row: UltravoxEvent = { atMs: callTimestamp ?? wallClockTimestamp, severity, type, text };
    return { callId, row };
  }),
);
