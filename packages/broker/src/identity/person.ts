import { SUBJECT_MAX_CHARACTERS } from "../base/limits/assertions.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";

/** Whom an identity provider has signed in. */
export interface Person {
  claims: Readonly<Record<string, unknown>> & { readonly sub: string };
  /** The end of the provider's own session, if it says so. */
  endsAtMs: number | null;
}

/** Claims about the token, not about the person (RFC 7519 section 4.1; OpenID Connect Core sections 2 and 3.3.2.11). */
const PROTOCOL = [
  "iss",
  "aud",
  "exp",
  "iat",
  "nbf",
  "jti",
  "nonce",
  "azp",
  "at_hash",
  "c_hash",
  "s_hash",
  "identity_nonce",
  "cnf",
];

/** The person that verified claims are about. `setting` names the provider for the owner's log. */
export function personOf(
  verified: Readonly<Record<string, unknown>>,
  { setting, endsAtMs }: { setting: string; endsAtMs: number | null },
): Person {
  const claims = Object.fromEntries(Object.entries(verified).filter(([name]) => !PROTOCOL.includes(name)));
  const { sub } = claims;
  if (typeof sub !== "string" || sub === "" || sub.length > SUBJECT_MAX_CHARACTERS) {
    throw refuseSignIn("refused", `${setting}: signs in somebody without a sub, such as a service token`);
  }
  return { claims: { ...claims, sub }, endsAtMs };
}
