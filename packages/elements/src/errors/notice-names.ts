import type { ProblemCode } from "@keyhole/contract";
import type { enErrors } from "../i18n/en-errors.ts";
import type { Trouble } from "./trouble.ts";

/** What a notice is called in the catalogue: it has a title and a text. */
export type NoticeName = keyof typeof enErrors extends infer Key
  ? Key extends `${infer Name}.title`
    ? Name
    : never
  : never;

/** The notice of each code. One that this version does not know is shown with the broker's `title` and `detail`. */
export const NOTICE_OF_CODE: Record<ProblemCode, NoticeName> = {
  token_missing: "tokenRefused",
  token_expired: "tokenRefused",
  token_invalid: "tokenRefused",
  token_revoked: "tokenRefused",
  proof_invalid: "tokenRefused",
  nonce_required: "tokenRefused",
  scope_missing: "accessRefused",
  origin_not_allowed: "originRefused",
  site_disabled: "siteDisabled",
  site_unknown: "siteUnknown",
  assertion_invalid: "assertionRejected",
  assertion_expired: "assertionRejected",
  assertion_reused: "assertionRejected",
  grant_refused: "accessRefused",
  scope_refused: "accessRefused",
  invalid_request: "requestRefused",
  not_found: "missing",
  conflict: "conflict",
  recording_not_ready: "recordingNotReady",
  rate_limited: "rateLimited",
  quota_exceeded: "quotaExceeded",
  upstream_key_rejected: "keyRejected",
  upstream_invalid: "upstreamInvalid",
  upstream_rate_limited: "upstreamBusy",
  upstream_unavailable: "upstreamUnavailable",
  not_configured: "notConfigured",
  internal: "brokerFailed",
};

/** Everything that a broker does not say by a code. `network` is told apart further: see `Unreachable`. */
export const NOTICE_OF_KIND: Record<Exclude<Trouble["kind"], "problem" | "network">, NoticeName> = {
  "key-in-attribute": "keyInAttribute",
  "site-missing": "siteMissing",
  "call-missing": "callMissing",
  "broker-invalid": "brokerInvalid",
  "time-zone-invalid": "timeZoneInvalid",
  "insecure-context": "insecureContext",
  "not-signed-in": "notSignedIn",
  "signed-out": "signedOut",
  assertion: "assertion",
  answer: "answer",
  script: "script",
  clock: "clock",
};

/** Where asking again from this page changes nothing. */
export const FINAL: readonly NoticeName[] = [
  "keyInAttribute",
  "siteMissing",
  "callMissing",
  "brokerInvalid",
  "timeZoneInvalid",
  "insecureContext",
  "originRefused",
  "originMissing",
  "siteUnknown",
  "siteDisabled",
  "accessRefused",
  "missing",
];
