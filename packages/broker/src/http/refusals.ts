import type { UpstreamError } from "@keyhole/upstream/ultravox";
import { Refusal } from "./refusal.ts";

/** What is wrong with a DPoP proof. */
export type ProofFault = "missing" | "malformed" | "method" | "uri" | "time" | "replayed" | "token" | "nonce";

/** Says what was wrong with a proof, and the broker's time where the clock was. */
export function refuseProof(fault: ProofFault): Refusal {
  switch (fault) {
    case "missing":
      return new Refusal("proof_invalid", "Send a DPoP proof in the header DPoP.");
    case "malformed":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof wants typ dpop+jwt, alg ES256, a public jwk, and htm, htu, iat and jti.",
      );
    case "method":
      return new Refusal("proof_invalid", "The DPoP proof was made for another method.");
    case "uri":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof was made for another URL; the config's publicUrls name this broker.",
      );
    case "time":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof's iat is off by more than 60 s: set the clock by serverTime.",
        {
          tellsTime: true,
        },
      );
    case "replayed":
      return new Refusal("proof_invalid", "The DPoP proof was used before: make a new one for each request.");
    case "nonce":
      return new Refusal("nonce_required", "The DPoP proof wants the nonce of the header DPoP-Nonce.");
    case "token":
      return new Refusal("proof_invalid", "The DPoP proof wants ath, the hash of the access token.");
  }
}

/** Names the origin that was refused, and none of those that are allowed. */
export function refuseOrigin(origin: string | undefined): Refusal {
  if (origin === undefined) {
    return new Refusal("origin_not_allowed", "The request has no Origin: ask from a page of the site.");
  }
  return new Refusal(
    "origin_not_allowed",
    `The origin ${printable(origin)} may not show this site's calls; its owner can add it to the site's origins.`,
  );
}

function printable(origin: string): string {
  return origin.slice(0, 200).replace(/[^\x21-\x7e]/g, "?");
}

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
