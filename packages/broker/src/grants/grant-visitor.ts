import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import type { ParsedGrant } from "./parse-grant.ts";
import { visitorRows, visitorStamp } from "./visitor-rows.ts";

/** A grant and whom it is for. */
export interface SubjectGrant extends ParsedGrant {
  /** `visitor:<stamp>` or `member:<sub>`. */
  subject: string;
}

/** What a site grants to whoever holds a key of its own making. */
export async function grantVisitor(site: Site, thumbprint: string): Promise<SubjectGrant> {
  if (site.visitors === null) {
    throw new Refusal(
      "grant_refused",
      "This site shows calls to members alone: give the element an assertion.",
    );
  }
  const stamp = await visitorStamp(site.id, thumbprint);
  return {
    subject: `visitor:${stamp}`,
    scopes: [...site.visitors.scopes],
    rows: visitorRows(site.visitors.rows, stamp),
  };
}
