import type { Failure } from "./session.ts";

/** How a step of the session ends: an `Answer` without status and headers. */
export type Outcome<T> = { ok: true; value: T } | Failed | Dropped;
export type Failed = { ok: false; failure: Failure };
export type Dropped = { ok: false; dropped: true };

export const DROPPED: Dropped = { ok: false, dropped: true };

export function failed(failure: Failure): Failed {
  return { ok: false, failure };
}

/** The problem that the broker sent, if it sent one. */
export function problemOf(outcome: Outcome<unknown>) {
  return "failure" in outcome && outcome.failure.kind === "problem" ? outcome.failure.problem : undefined;
}
