import type { Scope } from "@keyhole/contract";
import type { Audience } from "../base/audience.ts";
import type { Site } from "../config/check-site.ts";
import type { Rows } from "./rows.ts";

/** What an access token or a ticket says of its holder. */
export interface Credential {
  site: Site;
  subject: string;
  /** Origin of the page that the credential was issued to. */
  origin: string;
  scopes: readonly Scope[];
}

/** What a request may do: its credential, with the rows narrowed to what the site's config allows. */
export interface Access extends Credential {
  audience: Audience;
  rows: Rows;
  /** Cursors that the viewer got until then are revoked, in milliseconds since 1970; 0 for none. */
  revokedMs: number;
}
