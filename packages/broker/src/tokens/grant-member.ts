import type { Admission } from "../admission/admission.ts";
import type { AssertionKey } from "../assertions/assertion-key.ts";
import { openOwnAssertion } from "../assertions/own-assertion.ts";
import { verifyAssertion } from "../assertions/verify-assertion.ts";
import type { SubjectGrant } from "../grants/parse-grant.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseAssertion } from "../http/refusals.ts";
import type { Sealer } from "../keys/sealer.ts";
import { callGrant } from "./call-grant.ts";
import type { TokenRequester } from "./token-request.ts";

const REFUSED = "The site's grant function returned no valid grant; the Worker's log says why.";

/** What `grantMember` needs. */
export interface MemberGranting {
  sealer: Sealer;
  admission: Admission;
  assertionKeys: ReadonlyMap<string, readonly AssertionKey[]>;
  now: () => number;
}

/** Verifies a member's assertion, binds it to the member's key, and calls the site's grant function. */
export async function grantMember(
  granting: MemberGranting,
  text: string,
  requester: TokenRequester,
): Promise<SubjectGrant> {
  const { site, proof } = requester;
  const { thumbprint } = proof;
  if (site.members === null) {
    throw new Refusal("grant_refused", "This site has no members: send no assertion.", {
      reason: "grant: no members",
      ownerDetail: `sites.${site.id}.members: is not set, and the page sent an assertion`,
    });
  }
  const { verifier } = site.members;
  const result =
    verifier.kind === "signIn"
      ? await openOwnAssertion(granting.sealer, text, { site: site.id, thumbprint })
      : await verifyAssertion(text, verifier, {
          keys: granting.assertionKeys.get(site.id) ?? [],
          thumbprint,
          now: granting.now(),
        });
  if (!result.ok) throw refuseAssertion(result.reason, result.fault);
  const { claims, id, expiresAtMs, issuedAt } = result.assertion;
  const subject = `member:${claims.sub}`;
  const isSingleUse = verifier.kind === "jwt" && verifier.singleUse;
  await requester.setSubject(subject, issuedAt);

  const assertion = { id, thumbprint, expiresAtMs, isSingleUse };
  if ((await granting.admission.admitMint({ site, subject, proof, assertion })) === "reused") {
    throw refuseAssertion(
      "reused",
      isSingleUse
        ? `${verifier.setting}.singleUse: allows one use, and the assertion was used before`
        : "assertion: belongs to the key that used it first; the page asked with another",
    );
  }
  const granted = await callGrant(site, claims);
  if (!granted.ok) {
    const ownerDetail = `sites.${site.id}.members.grant: ${granted.words}`;
    throw new Refusal("grant_refused", REFUSED, { reason: `grant: ${granted.fault}`, ownerDetail });
  }
  return { subject, ...granted.grant };
}
