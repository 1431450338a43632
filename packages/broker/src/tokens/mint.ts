import type { TokenResponse } from "@keyhole/contract";
import type { Broker } from "../broker.ts";
import { grantMember } from "../grants/grant-member.ts";
import { grantVisitor } from "../grants/grant-visitor.ts";
import { Refusal } from "../http/refusal.ts";
import { TOKEN_MAX_BYTES } from "../limits.ts";
import { sealAccessToken } from "./access-token.ts";
import type { Asker } from "./asker.ts";
import type { TokenRequest } from "./token-request.ts";

/** Mints an access token for a visitor or a member. */
export async function mintToken(broker: Broker, request: TokenRequest, asker: Asker): Promise<TokenResponse> {
  const { site, origin, proof } = asker;
  const isMember = request.viewer.kind === "member";
  const granted =
    request.viewer.kind === "member"
      ? await grantMember(broker, request.viewer.assertion, asker)
      : await grantVisitor(broker, asker);

  const { scopes: asked } = request;
  const scopes = asked === null ? granted.scopes : granted.scopes.filter((scope) => asked.includes(scope));
  if (scopes.length === 0) {
    throw new Refusal(
      "scope_refused",
      "None of the scopes asked for is granted here; ask for none to get all that are.",
    );
  }
  const token = await sealAccessToken(
    {
      site: site.id,
      subject: granted.subject,
      origin,
      scopes,
      rows: granted.rows,
      thumbprint: proof.thumbprint,
    },
    {
      keyring: broker.keyring,
      issuer: broker.config.publicUrls[0],
      now: broker.now(),
      lifetimeSeconds: site.tokenSeconds,
    },
  );
  if (token.length > TOKEN_MAX_BYTES) {
    throw new Refusal(
      "grant_refused",
      "The grant does not fit into a token; the site's grant function must filter by less.",
    );
  }
  return {
    access_token: token,
    token_type: "DPoP",
    expires_in: site.tokenSeconds,
    scope: scopes.join(" "),
    ...(isMember ? { issued_token_type: "urn:ietf:params:oauth:token-type:access_token" } : {}),
  };
}
