import type { TokenResponse } from "@keyhole/contract";
import { TOKEN_MAX_BYTES } from "../base/limits/tokens.ts";
import type { SubjectGrant } from "../grants/parse-grant.ts";
import { visitorRows, visitorStamp } from "../grants/visitor-rows.ts";
import { Refusal } from "../http/refusal.ts";
import { type MintedToken, sealAccessToken } from "./access-token.ts";
import { grantMember, type MemberGranting } from "./grant-member.ts";
import type { TokenRequest, TokenRequester } from "./token-request.ts";

/** A minted token, as it is answered and as the broker knows it. */
export interface Minted {
  answer: TokenResponse;
  token: MintedToken;
}

/** Mints an access token for a visitor or a member. */
export async function mintToken(
  minting: MemberGranting,
  request: TokenRequest,
  requester: TokenRequester,
): Promise<Minted> {
  const { site, origin, proof } = requester;
  const isMember = request.viewer.kind === "member";
  const granted =
    request.viewer.kind === "member"
      ? await grantMember(minting, request.viewer.assertion, requester)
      : await grantVisitor(minting, requester);

  const { scopes: asked } = request;
  const scopes = asked === null ? granted.scopes : granted.scopes.filter((scope) => asked.includes(scope));
  if (scopes.length === 0) {
    throw new Refusal(
      "scope_refused",
      "None of the requested scopes is granted; request none to get all granted scopes.",
      {
        reason: "scope: not granted",
        ownerDetail: `sites.${site.id}.${isMember ? "members.grant: gives" : "visitors.scopes: has"} none of the scopes that the page requests`,
      },
    );
  }
  const issuedMs = minting.now();
  const token = {
    site: site.id,
    subject: granted.subject,
    origin,
    scopes,
    rows: granted.rows,
    thumbprint: proof.thumbprint,
  };
  const sealed = await sealAccessToken(minting.sealer, token, issuedMs + site.tokenSeconds * 1000);
  if (sealed.length > TOKEN_MAX_BYTES) {
    throw new Refusal(
      "grant_refused",
      "The grant does not fit into a token; the site's grant function must use fewer filters.",
      {
        reason: "grant: too large",
        ownerDetail: `sites.${site.id}.members.grant: makes a token of more than ${TOKEN_MAX_BYTES} bytes`,
      },
    );
  }
  const answer: TokenResponse = {
    access_token: sealed,
    token_type: "DPoP",
    expires_in: site.tokenSeconds,
    scope: scopes.join(" "),
    ...(isMember ? { issued_token_type: "urn:ietf:params:oauth:token-type:access_token" } : {}),
  };
  return { answer, token: { ...token, issuedAt: issuedMs / 1000 } };
}

/** Grants a visitor, who has made its own key, what the site allows visitors. */
async function grantVisitor(
  { admission }: MemberGranting,
  { site, proof, setSubject }: TokenRequester,
): Promise<SubjectGrant> {
  if (site.members?.verifier.kind === "signIn") {
    throw new Refusal("sign_in_required", "Sign in at /v1/sign-in of this broker: the element opens it.", {
      reason: "grant: not signed in",
    });
  }
  if (site.visitors === null) {
    throw new Refusal(
      "grant_refused",
      "This site shows calls to members only: give the element an assertion.",
      {
        reason: "grant: no visitors",
        ownerDetail: `sites.${site.id}.visitors: is not set, and the page sent no assertion`,
      },
    );
  }
  const stamp = await visitorStamp(site.id, proof.thumbprint);
  const subject = `visitor:${stamp}`;
  await setSubject(subject);
  await admission.admitMint({ site, subject, proof });
  return {
    subject,
    scopes: [...site.visitors.scopes],
    rows: visitorRows(site.visitors.rows, stamp),
  };
}
