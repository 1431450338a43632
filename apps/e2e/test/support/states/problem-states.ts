import type { ProblemCode } from "@keyhole/elements";
import type { State } from "./state.ts";

/** What an element says to a code. */
const SAYS: Readonly<Record<ProblemCode, string>> = {
  token_missing: "Access was not accepted",
  token_expired: "Access was not accepted",
  token_invalid: "Access was not accepted",
  token_revoked: "Access was not accepted",
  proof_invalid: "Access was not accepted",
  nonce_required: "Access was not accepted",
  scope_missing: "You have no access to these calls",
  origin_not_allowed: "This page may not show calls",
  site_disabled: "This site is switched off",
  site_unknown: "Unknown site",
  assertion_invalid: "Your sign-in was not accepted",
  assertion_expired: "Your sign-in was not accepted",
  assertion_reused: "Your sign-in was not accepted",
  grant_refused: "You have no access to these calls",
  scope_refused: "You have no access to these calls",
  invalid_request: "The request was not understood",
  not_found: "This call is not there",
  conflict: "Something changed meanwhile",
  recording_not_ready: "The recording is being prepared",
  rate_limited: "Too many requests",
  quota_exceeded: "The limit of this website is used up",
  upstream_key_rejected: "The calls cannot be reached",
  upstream_invalid: "The calls cannot be read",
  upstream_rate_limited: "The service that holds the calls is busy",
  upstream_unavailable: "The calls cannot be reached",
  not_configured: "Not set up yet",
  internal: "The broker failed",
};

/** Every code, at the token and at the list. */
export const PROBLEM_STATES: readonly State[] = Object.entries(SAYS).flatMap(([code, words]) =>
  (["token", "list"] as const).map(
    (at): State => ({
      name: `${at}-${code}`,
      element: "keyhole-calls",
      query: { site: `${at}-${code}` },
      words,
      // The request id's button and the link to the docs.
      controls: 2,
    }),
  ),
);
