import type { ProblemCode } from "@keyhole/contract";
import { Refusal, type SignInFault } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";

const REFUSALS: Record<SignInFault, { code: ProblemCode; status: number; detail: string }> = {
  request: {
    code: "invalid_request",
    status: 400,
    detail: "The sign-in expects site, origin, jkt and state, as the element sends them.",
  },
  origin: {
    code: "origin_not_allowed",
    status: 403,
    detail: "The page that opened the sign-in has an origin that the site does not list.",
  },
  "not set up": {
    code: "not_configured",
    status: 503,
    detail: "The sign-in is not set up: the Worker's log says what is missing.",
  },
  refused: {
    code: "assertion_invalid",
    status: 403,
    detail: "The identity provider has not signed the person in.",
  },
  stale: {
    code: "invalid_request",
    status: 400,
    detail: "The sign-in took too long, or was begun in another window: begin anew.",
  },
  "too large": {
    code: "grant_refused",
    status: 403,
    detail: "The identity provider tells too much of the person: ask for fewer scopes or groups.",
  },
  unavailable: {
    code: "upstream_unavailable",
    status: 503,
    detail: "The identity provider does not answer: try again.",
  },
};

/** Refuses a sign-in. `ownerDetail` stands in the log alone, and quotes no value of a token. */
export function refuseSignIn(fault: SignInFault, ownerDetail: string): Refusal {
  const { code, status, detail } = REFUSALS[fault];
  return new Refusal(code, detail, {
    reason: `sign-in: ${fault}`,
    ownerDetail,
    status,
    ...(fault === "unavailable" ? { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS } : {}),
  });
}
