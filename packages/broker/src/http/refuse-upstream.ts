import type { UpstreamError } from "@keyhole/upstream/ultravox";
import { Refusal } from "./refusal.ts";

const UNAVAILABLE_RETRY_SECONDS = 5;
const NOT_READY_RETRY_SECONDS = 5;
const RATE_LIMITED_RETRY_SECONDS = 2;

/** Says that the upstream failed, in the broker's words: nothing that it wrote is passed on. */
export function refuseUpstream(error: UpstreamError): Refusal {
  switch (error.kind) {
    case "unavailable":
    case "aborted":
      return new Refusal(
        "upstream_unavailable",
        "The voice service does not answer: try again in a moment.",
        {
          retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
        },
      );
    case "invalid":
    case "refused":
      return new Refusal(
        "upstream_invalid",
        "The voice service answered something that cannot be used; the owner finds it in the Worker's log.",
      );
    case "key_rejected":
      return new Refusal(
        "upstream_key_rejected",
        "The voice service rejects the Worker's key: its owner must set a valid one.",
      );
    case "rate_limited":
      return new Refusal(
        "upstream_rate_limited",
        "The voice service's limit is reached: try again after retryAfterSeconds.",
        {
          retryAfterSeconds:
            error.retryAfterMs === null ? RATE_LIMITED_RETRY_SECONDS : error.retryAfterMs / 1000,
        },
      );
    case "not_ready":
      return new Refusal(
        "recording_not_ready",
        "The recording is still being written: try again in a moment.",
        {
          retryAfterSeconds: NOT_READY_RETRY_SECONDS,
        },
      );
    case "range_not_satisfiable":
    case "not_found":
      return refuseCall();
  }
}

/** One refusal for a call that does not exist and one that is not the viewer's: nothing tells them apart. */
export function refuseCall(): Refusal {
  return new Refusal("not_found", "There is no such call here.");
}

/** A recording that there is not, or a ticket that does not open one. */
export function refuseRecording(): Refusal {
  return new Refusal("not_found", "There is no such recording here.");
}
