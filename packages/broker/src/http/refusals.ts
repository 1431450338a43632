import type { UpstreamError } from "@keyhole/upstream/request";
import {
  type AssertionFault,
  type LimitFault,
  type ProofFault,
  Refusal,
  type RefusalReason,
  type TokenFault,
} from "./refusal.ts";

const UNAVAILABLE_RETRY_SECONDS = 5;
const NOT_READY_RETRY_SECONDS = 5;
const RATE_LIMITED_RETRY_SECONDS = 2;

/** Says what is wrong with a proof, and adds the broker's time if the clock is off. */
export function refuseProof(fault: ProofFault, address = ""): Refusal {
  const options = { reason: `proof: ${fault}` } as const;
  switch (fault) {
    case "missing":
      return new Refusal("proof_invalid", "Send a DPoP proof in the header DPoP.", options);
    case "malformed":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof needs typ dpop+jwt, alg ES256, a public jwk, and htm, htu, iat and jti.",
        options,
      );
    case "method":
      return new Refusal("proof_invalid", "The DPoP proof was made for another method.", options);
    case "uri":
      return new Refusal("proof_invalid", "The DPoP proof was made for another URL than this one.", options);
    case "address":
      return new Refusal(
        "proof_invalid",
        `The DPoP proof was made for ${printable(address)}, which is not in the config's publicUrls; the owner of this broker can add it there.`,
        options,
      );
    case "time":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof's iat is off by more than 60 s: set the clock by serverTime.",
        { ...options, tellsTime: true },
      );
    case "replayed":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof was used before: make a new one for each request.",
        options,
      );
    case "nonce":
      return new Refusal(
        "nonce_required",
        "The DPoP proof needs the nonce of the header DPoP-Nonce.",
        options,
      );
    case "token":
      return new Refusal("proof_invalid", "The DPoP proof needs ath, the hash of the access token.", options);
  }
}

/** Tells the page whether to request a new token, but not which check failed. */
export function refuseToken(fault: TokenFault): Refusal {
  const options = { reason: `token: ${fault}` } as const;
  switch (fault) {
    case "missing":
      return new Refusal(
        "token_missing",
        "Send the access token as Authorization: DPoP <token>, with a DPoP proof.",
        options,
      );
    case "expired":
      return new Refusal("token_expired", "The access token has expired: request a new one.", options);
    case "malformed":
    case "invalid":
    case "site":
    case "key":
      return new Refusal(
        "token_invalid",
        "This broker did not issue the access token to this key: request a new one.",
        options,
      );
  }
}

export function refuseAssertion(fault: AssertionFault): Refusal {
  const options = { reason: `assertion: ${fault}` } as const;
  switch (fault) {
    case "expired":
      return new Refusal("assertion_expired", "The assertion has expired: sign a new one.", options);
    case "invalid":
      return new Refusal(
        "assertion_invalid",
        "The assertion does not verify: compare its signature, iss, aud, exp and sub with the site's config.",
        options,
      );
    case "reused":
      return new Refusal(
        "assertion_reused",
        "The assertion belongs to another key: sign a new one for this page.",
        options,
      );
    case "key_unavailable":
      return new Refusal(
        "upstream_unavailable",
        "The keys that verify assertions could not be fetched: try again.",
        { ...options, retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS },
      );
  }
}

/** Refuses because the answer would come too late. `late` says what did not answer. */
export function refuseLate(late: "state" | "request"): Refusal {
  return new Refusal("upstream_unavailable", "This takes too long just now: try again in a moment.", {
    reason: `late: ${late}`,
    retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
  });
}

/** Says that a limit is reached, and how long to wait. */
export function refuseLimit(fault: LimitFault, retryAfterSeconds: number): Refusal {
  const detail = {
    address: "Too many requests from here: wait a moment.",
    site_flood: "Too many requests from here: wait a moment.",
    site: "Too many requests for this site: retry after retryAfterSeconds.",
    viewer: "Too many requests: retry after retryAfterSeconds.",
  }[fault];
  return new Refusal("rate_limited", detail, { reason: `limit: ${fault}`, retryAfterSeconds });
}

/** Names the refused origin, and none of the allowed ones. */
export function refuseOrigin(origin: string | undefined): Refusal {
  if (origin === undefined) {
    return new Refusal("origin_not_allowed", "The request has no Origin: ask from a page of the site.", {
      reason: "origin: missing",
    });
  }
  return new Refusal(
    "origin_not_allowed",
    `The origin ${printable(origin)} may not show this site's calls; its owner can add it to the site's origins.`,
    { reason: "origin: foreign" },
  );
}

/** A text of a request in the characters that RFC 6749 section 5.2 allows in a description. */
export function printable(origin: string): string {
  return origin.slice(0, 200).replace(/[^\x21\x23-\x5b\x5d-\x7e]/g, "?");
}

/** Reports a failure of the upstream in the broker's own words. */
export function refuseUpstream(error: UpstreamError): Refusal {
  const options = { reason: reasonOf(error) };
  switch (error.kind) {
    case "unavailable":
    case "aborted":
      return new Refusal(
        "upstream_unavailable",
        "The voice service does not answer: try again in a moment.",
        { ...options, retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS },
      );
    case "invalid":
    case "refused":
      return new Refusal(
        "upstream_invalid",
        "The voice service sent an unusable answer; the owner finds it in the Worker's log.",
        options,
      );
    case "key_rejected":
      return new Refusal(
        "upstream_key_rejected",
        "The voice service rejects the Worker's key: its owner must set a valid one.",
        options,
      );
    case "rate_limited":
      return new Refusal(
        "upstream_rate_limited",
        "The voice service's limit is reached: try again after retryAfterSeconds.",
        {
          ...options,
          retryAfterSeconds:
            error.retryAfterMs === null ? RATE_LIMITED_RETRY_SECONDS : error.retryAfterMs / 1000,
        },
      );
    case "not_ready":
      return new Refusal(
        "recording_not_ready",
        "The recording is still being written: try again in a moment.",
        { ...options, retryAfterSeconds: NOT_READY_RETRY_SECONDS },
      );
    case "range_not_satisfiable":
    case "not_found":
      return refuseCall(options.reason);
  }
}

/** The kind of an upstream failure, with its cause and status if known. */
function reasonOf(error: UpstreamError): RefusalReason {
  const parts = [
    "reason" in error ? error.reason : undefined,
    "status" in error ? error.status : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? `upstream: ${error.kind}` : `upstream: ${error.kind} (${parts.join(" ")})`;
}

/** Refuses a call that does not exist and one outside the grant alike, so that nobody can tell them apart. */
export function refuseCall(reason: RefusalReason): Refusal {
  return new Refusal("not_found", "There is no such call here.", { reason });
}

/** Refuses a recording that does not exist, and a ticket that opens none. */
export function refuseRecording(reason: RefusalReason): Refusal {
  return new Refusal("not_found", "There is no such recording here.", { reason });
}
