import * as v from "valibot";
import { ASSERTION_MAX_BYTES } from "../base/limits/assertions.ts";
import { isPlainObject } from "../base/values.ts";
import type { Sealer } from "../keys/sealer.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import type { AssertionResult } from "./verify-assertion.ts";

/** What the broker's own sign-in vouches for. */
export interface OwnAssertion {
  site: string;
  /** Claims of the person, as the provider told them. */
  claims: Readonly<Record<string, unknown>> & { readonly sub: string };
  /** What the page may know of the subject: it tells members apart, and says nothing else. */
  stamp: string;
  /** RFC 7638 thumbprint of the only key that may use the assertion. */
  thumbprint: string;
}

const claimsSchema = v.object({
  cnf: v.object({ jkt: v.string() }),
  jti: v.string(),
  exp: v.number(),
  iat: v.number(),
  claims: v.custom<OwnAssertion["claims"]>((value) => isPlainObject(value) && typeof value.sub === "string"),
});

/** Seals an assertion: the page passes it on, and cannot read who it is about. */
export function sealOwnAssertion(
  sealer: Sealer,
  { site, claims, stamp, thumbprint }: OwnAssertion,
  expiresAtMs: number,
): Promise<string> {
  return sealer.seal(
    "assertion",
    { claims: { ...claims }, jti: crypto.randomUUID(), cnf: { jkt: thumbprint } },
    { expiresAtMs, audience: audienceOf(site), visibleSubject: stamp },
  );
}

/** Opens an assertion of `sealOwnAssertion`, for its site and its key alone. */
export async function openOwnAssertion(
  sealer: Sealer,
  text: string,
  { site, thumbprint }: Pick<OwnAssertion, "site" | "thumbprint">,
): Promise<AssertionResult> {
  const invalid = (fault: string) => ({ ok: false, reason: "invalid", fault }) as const;
  if (text.length > ASSERTION_MAX_BYTES)
    return invalid(`assertion: has more than ${ASSERTION_MAX_BYTES} bytes`);
  const opened = await sealer.open("assertion", text, audienceOf(site));
  if (!opened.ok) {
    return opened.reason === "expired"
      ? { ok: false, reason: "expired", fault: "assertion: has expired; the page signs in anew" }
      : invalid("assertion: was not made by /v1/sign-in of this broker for this site, or before yesterday");
  }
  const parsed = v.safeParse(claimsSchema, opened.claims);
  if (!parsed.success) return invalid("assertion: has no claims");
  const { claims, cnf, jti, exp, iat } = parsed.output;
  if (cnf.jkt !== thumbprint) return invalid("cnf: is the thumbprint of another key than the proof's");
  const id = await sha256Base64url(`jti sign-in ${jti}`);
  return { ok: true, assertion: { claims, id, expiresAtMs: exp * 1000, issuedAt: iat } };
}

function audienceOf(site: string): string {
  return `keyhole:${site}`;
}
