import type { Scope } from "@keyhole/contract";
import type { MiddlewareHandler } from "hono";
import type { Admit } from "../admission/admission.ts";
import type { Shield } from "../admission/shield.ts";
import { audienceOf } from "../base/audience.ts";
import type { CheckedConfig } from "../config/check-config.ts";
import { isOriginOfSite } from "../config/is-origin-of-site.ts";
import { withinSite } from "../grants/rows.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseOrigin } from "../http/refusals.ts";
import type { Sealer } from "../keys/sealer.ts";
import { openAccessToken } from "./access-token.ts";
import type { RequireProof } from "./require-proof.ts";

/** What it takes to check a token. */
export interface TokenGate {
  sealer: Sealer;
  config: Pick<CheckedConfig, "sites">;
  requireProof: RequireProof;
  shield: Shield;
  admit: Admit;
}

/** Lets a request through that carries a token with the scope, and a proof of the token's key (RFC 9449 section 7). */
export function requireToken(gate: TokenGate, scope: Scope): MiddlewareHandler<BrokerEnv> {
  return async function checkToken(context, next) {
    const sealed = readAuthorization(context.req.header("Authorization"));
    const opened = await openAccessToken(gate.sealer, sealed);
    if (!opened.ok) throw refuseToken(opened.reason);
    const { token } = opened;

    const site = gate.config.sites.get(token.site);
    if (site === undefined) throw refuseToken("invalid");
    const proof = await gate.requireProof(context, { site, accessToken: sealed });
    if (proof.thumbprint !== token.thumbprint) throw refuseToken("invalid");

    const origin = context.req.header("Origin");
    if (origin !== undefined && (origin !== token.origin || !isOriginOfSite(site, origin)))
      throw refuseOrigin(origin);
    if (!token.scopes.includes(scope)) {
      throw new Refusal(
        "scope_missing",
        `This needs the scope ${scope}, which the site does not grant to this viewer.`,
      );
    }
    const audience = audienceOf(token.subject);
    await gate.shield.checkSite(site.id, audience);
    // A read that is repeated does nothing new; anything else is refused the second time, everywhere.
    const isRead = context.req.raw.method === "GET" || context.req.raw.method === "HEAD";
    const strict = isRead ? null : proof;
    await gate.admit({ site, subject: token.subject, audience, kind: "request", proof: strict });
    context.set("access", {
      site,
      subject: token.subject,
      audience,
      origin: token.origin,
      scopes: token.scopes,
      rows: withinSite(token.rows, site.agents),
    });
    await next();
  };
}

/** RFC 9449 section 7.1: the scheme is `DPoP`, in any case. */
function readAuthorization(header: string | undefined): string {
  const match = /^DPoP +([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? "");
  if (match?.[1] !== undefined) return match[1];
  if (header === undefined || /^Bearer /i.test(header)) {
    throw new Refusal(
      "token_missing",
      "Send the access token as Authorization: DPoP <token>, with a DPoP proof.",
    );
  }
  throw refuseToken("invalid");
}

function refuseToken(reason: "expired" | "invalid"): Refusal {
  return reason === "expired"
    ? new Refusal("token_expired", "The access token has expired: ask for a new one.")
    : new Refusal(
        "token_invalid",
        "The access token is not one that this broker gave to this key: ask for a new one.",
      );
}
