import { verifyAssertion } from "../assertions/verify-assertion.ts";
import type { Broker } from "../broker.ts";
import { Refusal } from "../http/refusal.ts";
import { GRANT_TIMEOUT_MS } from "../limits.ts";
import { admit } from "../rates/admission.ts";
import type { Asker } from "../tokens/asker.ts";
import { parseGrant } from "./parse-grant.ts";
import type { SubjectGrant } from "./subject-grant.ts";

const REFUSED = "The site's grant function did not give a grant that holds; the Worker's log says why.";

/** Verifies a member's assertion, binds it to the member's key, and asks the site what it grants. */
export async function grantMember(broker: Broker, text: string, asker: Asker): Promise<SubjectGrant> {
  const { site, proof, requestId } = asker;
  const { thumbprint } = proof;
  const key = broker.assertionKeys.get(site.id);
  if (site.members === null || key === undefined) {
    throw new Refusal("grant_refused", "This site has no members: leave the assertion out.");
  }
  const result = await verifyAssertion(text, site.members.verifier, { key, thumbprint, now: broker.now() });
  if (!result.ok) throw refuseAssertion(result.reason);
  const { claims, id, expiresAtMs } = result.assertion;
  const subject = `member:${claims.sub}`;

  // Before the mint is counted: a stolen assertion must not use up its owner's limit.
  const viewer = await broker.viewers(site.id, subject);
  if (
    (await viewer.bindAssertion({
      id,
      thumbprint,
      expiresAtMs,
      isSingleUse: site.members.verifier.singleUse,
    })) === "reused"
  ) {
    throw new Refusal(
      "assertion_reused",
      "The assertion belongs to another key: sign a new one for this page.",
    );
  }
  await admit(broker, { site, subject, crowd: "members", kind: "mint", proof });
  const granted = parseGrant(await callGrant(() => site.members?.grant(claims)));
  if (!granted.ok) {
    broker.log({
      level: "warn",
      event: "grant_refused",
      requestId,
      detail: `sites.${site.id}: ${granted.reason}`,
    });
    throw new Refusal("grant_refused", REFUSED);
  }
  return { subject, ...granted.grant };

  async function callGrant(call: () => unknown): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("took too long")), GRANT_TIMEOUT_MS);
    });
    try {
      return await Promise.race([call(), timeout]);
    } catch (error) {
      // Its name alone: a message may quote claims.
      const name = error instanceof Error ? error.name : typeof error;
      broker.log({ level: "warn", event: "grant_threw", requestId, detail: `sites.${site.id}: ${name}` });
      throw new Refusal("grant_refused", REFUSED);
    } finally {
      if (timer !== undefined) clearTimeout(timer);
    }
  }
}

function refuseAssertion(reason: "expired" | "invalid" | "key_unavailable"): Refusal {
  switch (reason) {
    case "expired":
      return new Refusal("assertion_expired", "The assertion has expired: sign a new one.");
    case "invalid":
      return new Refusal(
        "assertion_invalid",
        "The assertion does not verify: compare its signature, iss, aud, exp and sub with the site's config.",
      );
    case "key_unavailable":
      return new Refusal(
        "upstream_unavailable",
        "The keys that verify assertions could not be fetched: try again.",
        {
          retryAfterSeconds: 5,
        },
      );
  }
}
