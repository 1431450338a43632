import * as v from "valibot";
import { SIGN_IN_FLOW_SECONDS } from "../base/limits/assertions.ts";
import type { Sealer } from "../keys/sealer.ts";
import type { OidcSecrets } from "./oidc-sign-in.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";
import type { SignInRequest } from "./sign-in-request.ts";

/** A sign-in that is under way at a provider. */
export interface SignInFlow {
  request: SignInRequest;
  secrets: OidcSecrets;
  redirectUri: string;
  /** Language of the page that ends it. */
  language: string;
}

const flowSchema = v.object({
  request: v.object({ site: v.string(), origin: v.string(), thumbprint: v.string(), state: v.string() }),
  secrets: v.object({ state: v.string(), nonce: v.string(), verifier: v.string() }),
  redirectUri: v.string(),
  language: v.string(),
});

/**
 * The cookie of a flow. Only the browser that began it has it, so nobody can be led to finish the sign-in of
 * another. One at a time: a second window takes the first one's place.
 */
export function flowCookie(isSecure: boolean): { name: string; attributes: string } {
  const attributes = "Path=/; HttpOnly; SameSite=Lax";
  // RFC 6265bis section 4.1.3.2. Browsers take the prefix over https alone, so a loopback host has none.
  return isSecure
    ? { name: "__Host-keyhole-sign-in", attributes: `${attributes}; Secure` }
    : { name: "keyhole-sign-in", attributes };
}

export async function sealFlow(sealer: Sealer, flow: SignInFlow, nowMs: number): Promise<string> {
  const { request, secrets, redirectUri, language } = flow;
  const claims = { request: { ...request }, secrets: { ...secrets }, redirectUri, language };
  return sealer.seal("sign-in", claims, { expiresAtMs: nowMs + SIGN_IN_FLOW_SECONDS * 1000 });
}

/** Opens a flow, or refuses where there is none, or one for another callback. */
export async function openFlow(
  sealer: Sealer,
  sealed: string | undefined,
  state: string | null,
): Promise<SignInFlow> {
  const opened = sealed === undefined ? null : await sealer.open("sign-in", sealed);
  const parsed = opened?.ok ? v.safeParse(flowSchema, opened.claims) : null;
  if (!parsed?.success) throw refuseSignIn("stale", "cookie: is missing, or older than ten minutes");
  if (parsed.output.secrets.state !== state)
    throw refuseSignIn("stale", "state: belongs to another window than the cookie");
  return parsed.output;
}
