import type { CallStatus } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";

/** Ultravox has no status field; its documentation reads it off the times and the end reason. */
export function callStatus({
  joined,
  ended,
  endReason,
}: Pick<UltravoxCall, "joined" | "ended" | "endReason">): CallStatus {
  if (ended !== null) return endReason === "unjoined" ? "unjoined" : "ended";
  return joined === null ? "waiting" : "active";
}
