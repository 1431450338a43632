import type { Scope } from "@keyhole/contract";
import type { Audience } from "../base/audience.ts";
import type { Site } from "../config/check-site.ts";
import type { Rows } from "./rows.ts";

/** What a request may do: the token's grant, narrowed to what the site's config allows now. */
export interface Access {
  site: Site;
  subject: string;
  audience: Audience;
  /** The page's origin, as the token has it. */
  origin: string;
  scopes: readonly Scope[];
  rows: Rows;
}
