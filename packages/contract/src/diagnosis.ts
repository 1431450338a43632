/** What a broker checks for `GET /v1/doctor`, in the order of its answer. */
export const BROKER_CHECKS = ["site", "origin", "upstream", "key"] as const;
export type BrokerCheckId = (typeof BROKER_CHECKS)[number];

/** What `diagnose()` of an element checks beside these, in the order of its result. */
export const PAGE_CHECKS = [
  "files",
  "settings",
  "secure-context",
  "sandbox",
  "built-ins",
  "storage",
  "microphone",
  "policy",
  "broker",
  "version",
  "clock",
  "sign-in",
] as const;
export type PageCheckId = (typeof PAGE_CHECKS)[number];

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
 * `GET /v1/doctor?site=`, and the result of `diagnose()`. It holds nothing that a stranger could use: no token, no other
 * origin, no agent, no figure.
 */
export interface Diagnosis<Id extends CheckId = CheckId> {
  /** A broker's always has each of `BROKER_CHECKS`; an element's has those that apply to its page. */
  checks: DiagnosisCheck<Id>[];
  /** Version of the broker, or of the elements. */
  version: string;
  /** The clock of whoever checked, ISO 8601 with Z. */
  time: string;
}
