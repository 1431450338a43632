import type { Sealer } from "../keys/sealer.ts";
import type { UltravoxFor } from "./ultravox-for.ts";

/** What it takes to read lists of a site's source. */
export interface Reading {
  ultravoxFor: UltravoxFor;
  /** Seals cursors. */
  sealer: Sealer;
  now: () => number;
}
