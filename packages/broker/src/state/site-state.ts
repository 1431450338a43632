import type { Take } from "../rates/sliding-window.ts";
import { objectName } from "./object-name.ts";
import { requireNamespace } from "./require-namespace.ts";

/** Visitors and members draw on separate budgets: keys of visitors are free to make. */
export type Crowd = "visitors" | "members";

export interface SiteUse {
  kind: "request" | "mint";
  limitPerMinute: number;
  /** Uses taken at once, all or none. */
  count: number;
  nowMs: number;
}

/** What a crowd of a site has used of its budget. Kept by a `SiteObject`. */
export interface SiteState {
  take(use: SiteUse): Promise<Take>;
}

export type SiteStates = (site: string, crowd: Crowd) => Promise<SiteState>;

/** State in Durable Objects, one per site and crowd. */
export function siteStates(env: Readonly<Record<string, unknown>>): SiteStates {
  return async (site, crowd) =>
    requireNamespace<SiteState>(env, "SITES").getByName(await objectName(site, crowd));
}
