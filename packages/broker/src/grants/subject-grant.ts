import type { ParsedGrant } from "./parse-grant.ts";

/** A grant and whom it is for. */
export interface SubjectGrant extends ParsedGrant {
  /** `visitor:<stamp>` or `member:<sub>`. */
  subject: string;
}
