/**
 * The checks in the answer of `GET /v1/doctor`, in their order. `identity` is absent for a site whose members need no
 * identity provider.
 */
export const BROKER_CHECKS = ["site", "origin", "upstream", "key", "identity"] as const;
export type BrokerCheckId = (typeof BROKER_CHECKS)[number];

/** What `diagnose()` of an element checks beside these. */
export type PageCheckId =
  | "files"
  | "settings"
  | "secure-context"
  | "sandbox"
  | "built-ins"
  | "storage"
  | "microphone"
  | "policy"
  | "broker"
  | "version"
  | "clock"
  | "sign-in";

export type CheckId = BrokerCheckId | PageCheckId;

/** One thing that has to be right for a page to show calls. */
export interface DiagnosisCheck<Id extends CheckId = CheckId> {
  id: Id;
  /** Null where it could not be checked, or where it may be harmless. */
  ok: boolean | null;
  /** What to do, in a sentence or two; null where nothing is known to do. */
  fix: string | null;
}

/**
 * The result of `diagnose()` of an element. It holds nothing that a stranger could use: no token, no assertion, no
 * query, no other origin, no agent, no figure.
 */
export interface Diagnosis<Id extends CheckId = CheckId> {
  /** The checks that apply to the page and the site. */
  checks: DiagnosisCheck<Id>[];
  /** Version of the elements, or of the broker. */
  version: string;
}

/** `GET /v1/doctor?site=`. */
export interface BrokerDiagnosis extends Diagnosis<BrokerCheckId> {
  /** The broker's clock, ISO 8601 with Z. */
  time: string;
}
