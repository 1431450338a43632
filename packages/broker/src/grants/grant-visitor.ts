import type { Broker } from "../broker.ts";
import { Refusal } from "../http/refusal.ts";
import { admit } from "../rates/admission.ts";
import type { Asker } from "../tokens/asker.ts";
import type { SubjectGrant } from "./subject-grant.ts";
import { visitorRows, visitorStamp } from "./visitor-rows.ts";

/** What a site grants to whoever holds a key of its own making. */
export async function grantVisitor(broker: Broker, { site, proof }: Asker): Promise<SubjectGrant> {
  if (site.visitors === null) {
    throw new Refusal(
      "grant_refused",
      "This site shows calls to members alone: give the element an assertion.",
    );
  }
  const stamp = await visitorStamp(site.id, proof.thumbprint);
  const subject = `visitor:${stamp}`;
  await admit(broker, { site, subject, crowd: "visitors", kind: "mint", proof });
  return {
    subject,
    scopes: [...site.visitors.scopes],
    rows: visitorRows(site.visitors.rows, stamp),
  };
}
