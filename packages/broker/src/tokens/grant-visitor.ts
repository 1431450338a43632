import type { Admit } from "../admission/admission.ts";
import type { SubjectGrant } from "../grants/parse-grant.ts";
import { visitorRows, visitorStamp } from "../grants/visitor-rows.ts";
import { Refusal } from "../http/refusal.ts";
import type { TokenRequester } from "./token-request.ts";

/** What a site grants to whoever holds a key of its own making. */
export async function grantVisitor(
  { admit }: { admit: Admit },
  { site, proof }: TokenRequester,
): Promise<SubjectGrant> {
  if (site.visitors === null) {
    throw new Refusal(
      "grant_refused",
      "This site shows calls to members alone: give the element an assertion.",
    );
  }
  const stamp = await visitorStamp(site.id, proof.thumbprint);
  const subject = `visitor:${stamp}`;
  await admit({ site, subject, audience: "visitors", kind: "mint", proof });
  return {
    subject,
    scopes: [...site.visitors.scopes],
    rows: visitorRows(site.visitors.rows, stamp),
  };
}
