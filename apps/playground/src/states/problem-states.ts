import type { ProblemCode } from "@keyhole/contract";
import { siteOfProblem } from "../broker/sites.ts";
import type { State } from "./state.ts";

/** What an element says to a code. */
const SAYS: Readonly<Record<ProblemCode, string>> = {
  token_missing: "Access was refused",
  token_expired: "Access was refused",
  token_invalid: "Access was refused",
  token_revoked: "Access was refused",
  proof_invalid: "Access was refused",
  nonce_required: "Access was refused",
  scope_missing: "You have no access to these calls",
  origin_not_allowed: "This page may not show calls",
  site_disabled: "This site is disabled",
  consent_required: "The request was rejected",
  challenge_required: "The request was rejected",
  site_unknown: "Unknown site",
  sign_in_required: "Sign in to see the calls",
  assertion_invalid: "This website's sign-in is not set up correctly",
  assertion_expired: "Your sign-in was not accepted",
  assertion_reused: "Your sign-in was not accepted",
  grant_refused: "You have no access to these calls",
  scope_refused: "You have no access to these calls",
  invalid_request: "The request was rejected",
  not_found: "Call not found",
  conflict: "Conflict with another change",
  recording_not_ready: "The recording is being prepared",
  rate_limited: "Too many requests",
  quota_exceeded: "Usage limit reached",
  upstream_key_rejected: "The calls are unavailable",
  upstream_invalid: "The calls cannot be read",
  upstream_rate_limited: "The call provider is busy",
  upstream_unavailable: "The calls are unavailable",
  not_configured: "Not set up yet",
  internal: "Broker error",
};

/** Every code, at the token and at the list. */
export const PROBLEM_STATES: readonly State[] = Object.entries(SAYS).flatMap(([code, words]) =>
  (["token", "list"] as const).map(
    (at): State => ({
      name: `${at}-${code}`,
      group: at === "list" ? "Refused when asking for calls" : "Refused at the start",
      element: "keyhole-calls",
      query: { site: siteOfProblem(at, code as ProblemCode) },
      words,
      // The request id's button and the link to the docs.
      controls: 2,
    }),
  ),
);
