import { Random } from "../../base/random.ts";
import { MICROS_PER_SECOND } from "../../base/time.ts";
import { type CallRow, callDurationMicros } from "../../calls/call-row.ts";

/** The vendor bills in steps of six seconds. */
const BILLING_STEP_SECONDS = 6;

/** The billing fields of a call. */
export function billingBody(row: CallRow) {
  const random = Random.for(row.seed, "billing");
  const durationMicros = callDurationMicros(row);
  const unbilled = row.endedMicros === null || row.texts.kind === "pending";
  const tokens = unbilled || random.chance(0.4) ? null : random.integer(0, 4000);
  return {
    billedDuration: unbilled ? null : durationMicros === null ? "0s" : billedDuration(durationMicros),
    billedSideInputTokens: tokens,
    billedSideOutputTokens: tokens === null ? null : Math.floor(tokens / 3),
    billingStatus: unbilled ? "BILLING_STATUS_PENDING" : billingStatus(row, random),
  };
}

/** `sipDetails` of a call. Null unless the call came over SIP. */
export function sipDetailsBody(row: CallRow) {
  if (row.medium !== "sip") return null;
  const durationMicros = callDurationMicros(row);
  if (row.endedMicros === null) return { billedDuration: null, terminationReason: null };
  if (durationMicros === null) {
    const terminationReason = Random.for(row.seed, "sip details").pick(UNANSWERED);
    return { billedDuration: null, terminationReason };
  }
  return { billedDuration: billedDuration(durationMicros), terminationReason: "SIP_TERMINATION_NORMAL" };
}

const UNANSWERED = [
  "SIP_TERMINATION_INVALID_NUMBER",
  "SIP_TERMINATION_TIMEOUT",
  "SIP_TERMINATION_DESTINATION_UNAVAILABLE",
  "SIP_TERMINATION_BUSY",
  "SIP_TERMINATION_CANCELED",
  "SIP_TERMINATION_REJECTED",
  "SIP_TERMINATION_UNKNOWN",
];

/** Seconds for which an ended call is billed, in the vendor's steps. */
export function billedSeconds(durationMicros: number): number {
  return Math.ceil(durationMicros / (BILLING_STEP_SECONDS * MICROS_PER_SECOND)) * BILLING_STEP_SECONDS;
}

function billedDuration(durationMicros: number): string {
  return `${billedSeconds(durationMicros)}s`;
}

function billingStatus(row: CallRow, random: Random): string {
  if (row.joinedMicros === null) return "BILLING_STATUS_FREE_ZERO_EFFECTIVE_DURATION";
  if (row.endReason === "system_error") return "BILLING_STATUS_FREE_SYSTEM_ERROR";
  return random.weighted([
    ["BILLING_STATUS_BILLED", 80],
    ["BILLING_STATUS_FREE_CONSOLE", 6],
    ["BILLING_STATUS_FREE_MINUTES", 6],
    ["BILLING_STATUS_REFUNDED", 3],
    ["BILLING_STATUS_FREE_OTHER", 3],
    ["BILLING_STATUS_UNSPECIFIED", 2],
  ]);
}
