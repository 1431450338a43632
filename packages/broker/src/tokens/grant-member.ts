import type { Admission } from "../admission/admission.ts";
import type { AdmissionState } from "../admission/state.ts";
import type { AssertionKey } from "../assertions/assertion-key.ts";
import { openOwnAssertion } from "../assertions/own-assertion.ts";
import { verifyAssertion } from "../assertions/verify-assertion.ts";
import { GRANT_TIMEOUT_MS } from "../base/limits.ts";
import { parseGrant, type SubjectGrant } from "../grants/parse-grant.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseAssertion } from "../http/refusals.ts";
import type { Sealer } from "../keys/sealer.ts";
import type { TokenRequester } from "./token-request.ts";

const REFUSED = "The site's grant function returned no valid grant; the Worker's log says why.";

/** Its name stands in the log. */
class GrantTimeout extends Error {
  override readonly name = "TimeoutError";
}

/** What `grantMember` needs. */
export interface MemberGranting {
  sealer: Sealer;
  state: AdmissionState;
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

  // Before counting the mint: a stolen assertion must not use up its owner's limit.
  const viewer = granting.state.viewer(site.id, subject);
  if (
    (await viewer.bindAssertion({
      id,
      thumbprint,
      expiresAtMs,
      isSingleUse,
    })) === "reused"
  ) {
    throw refuseAssertion(
      "reused",
      isSingleUse
        ? `${verifier.setting}.singleUse: allows one use, and the assertion was used before`
        : "assertion: belongs to the key that used it first; the page asked with another",
    );
  }
  await granting.admission.admitMint({ site, subject, proof });
  const granted = parseGrant(await callGrant(() => site.members?.grant(claims)));
  if (!granted.ok) throw refuseGrant("malformed", granted.reason);
  if (site.source === "cekura" && granted.grant.rows.metadata !== undefined) {
    throw refuseGrant("malformed", "rows.metadata cannot be kept: lists of cekura carry no metadata");
  }
  const { rowKeys } = site.members;
  const isUnlisted = (key: string) => rowKeys !== null && !rowKeys.has(key);
  if (Object.keys(granted.grant.rows.metadata ?? {}).some(isUnlisted)) {
    throw refuseGrant("malformed", "rows.metadata has a key that members.rowKeys does not list");
  }
  return { subject, ...granted.grant };

  async function callGrant(call: () => unknown): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new GrantTimeout()), GRANT_TIMEOUT_MS);
    });
    try {
      return await Promise.race([call(), timeout]);
    } catch (error) {
      // Only the name: a message may quote claims.
      const name = error instanceof Error ? error.name : typeof error;
      throw refuseGrant("threw", `threw ${name}`);
    } finally {
      if (timer !== undefined) clearTimeout(timer);
    }
  }

  function refuseGrant(fault: "threw" | "malformed", words: string): Refusal {
    const ownerDetail = `sites.${site.id}.members.grant: ${words}`;
    return new Refusal("grant_refused", REFUSED, { reason: `grant: ${fault}`, ownerDetail });
  }
}
