import type { TurnContent } from "./turn.ts";

/** A turn that has no time yet. */
export interface Draft extends TurnContent {
  readonly stage: number;
  /** Silence before it. */
  readonly gapMs: number;
  /** How long it is spoken; 0 for tools. */
  readonly spokenMs: number;
  /** Which of its times the vendor tells. */
  readonly times: "both" | "start" | "none";
}
