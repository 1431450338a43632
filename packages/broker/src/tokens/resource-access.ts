import type { Scope } from "@keyhole/contract";
import type { Site } from "../config/check-site.ts";
import type { Rows } from "../grants/rows.ts";
import type { Crowd } from "../state/site-state.ts";

/** What a request may do: the token's grant, narrowed to what the site's config allows now. */
export interface ResourceAccess {
  site: Site;
  subject: string;
  crowd: Crowd;
  /** The page's origin, as the token has it. */
  origin: string;
  scopes: readonly Scope[];
  rows: Rows;
}
