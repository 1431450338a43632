import type { SimulatedEvent } from "../../data/call-events.ts";
import type { CallRow } from "../../data/call-row.ts";
import { seconds } from "./message.ts";

/** The vendor's CallEvent. */
export function eventBody(row: CallRow, event: SimulatedEvent, callStageId: string) {
  return {
    callId: row.callId,
    callStageId,
    callTimestamp: seconds(event.atMs),
    severity: event.severity,
    type: event.type,
    text: event.text,
    extras: event.extras,
    wallClockTimestamp: event.wallClockMs === null ? null : seconds(event.wallClockMs),
  };
}
