import type { Audience } from "../base/audience.ts";

/** Whether there is room, or how long until there is. */
export type Take = { ok: true } | { ok: false; retryAfterSeconds: number };

/** One use of an assertion. */
export interface AssertionUse {
  id: string;
  thumbprint: string;
  expiresAtMs: number;
  /** True if even the same key may not use it twice. */
  isSingleUse?: boolean;
}

/** A proof that may be used once. */
export interface ProofUse {
  /** Identifies the proof. */
  id: string;
  /** The end of the proof's window. */
  expiresAtMs: number;
}

/**
 * What is counted by itself. A recording is heard with a ticket, which may be carried off: its uses must
 * not use up what its viewer reads with. A probe asks the upstream on behalf of a stranger.
 */
export type UseKind = "request" | "mint" | "recording" | "probe" | "identity probe";

/** One request or mint of a viewer, which counts against a limit. */
export interface ViewerUse {
  kind: UseKind;
  limitPerMinute: number;
  /** Number of uses, taken all or none. Default: 1. */
  count?: number;
  /** How long those beyond the first may wait to be spent. Default: 0. */
  spendWithinSeconds?: number;
  nowMs: number;
  /** The proof of a `POST`, which may be used once; null for reads. */
  proof: ProofUse | null;
  /** A member's. It is bound to the key that uses it first, until it expires, whether there is room or not. */
  assertion?: AssertionUse;
}

/** Whether a viewer's use is within its limit. */
export type ViewerAdmission =
  | { ok: true }
  | { ok: false; reason: "limited"; retryAfterSeconds: number }
  | { ok: false; reason: "replayed" }
  /** The assertion belongs to another key, or was to be used once. Nothing is counted. */
  | { ok: false; reason: "reused" };

/** What the broker remembers of one viewer between requests. */
export interface ViewerState {
  admit(use: ViewerUse): Promise<ViewerAdmission>;
}

/** Uses of the limit that an audience of a site shares. */
export interface SiteUse {
  kind: UseKind;
  limitPerMinute: number;
  /** Number of uses, taken all or none. */
  count: number;
  /** How long those beyond the first may wait to be spent. Default: 0. */
  spendWithinSeconds?: number;
  nowMs: number;
}

/** What an audience of a site has used of its limits. */
export interface SiteState {
  take(use: SiteUse): Promise<Take>;
}

/** Where limits and first uses are kept. */
export interface AdmissionState {
  viewer(site: string, subject: string): ViewerState;
  site(site: string, audience: Audience): SiteState;
}
