import type { Scope } from "@keyhole/contract";
import type { MiddlewareHandler } from "hono";
import type { Broker } from "../broker.ts";
import type { BrokerEnv } from "../broker-env.ts";
import { isOriginOfSite } from "../config/is-origin-of-site.ts";
import { withinSite } from "../grants/rows.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseOrigin } from "../http/refuse-origin.ts";
import { admit } from "../rates/admission.ts";
import { openAccessToken } from "./access-token.ts";
import { crowdOf } from "./crowd-of.ts";
import { requireProof } from "./require-proof.ts";

/** Lets a request through that carries a token with the scope, and a proof of the token's key (RFC 9449 section 7). */
export function requireToken(broker: Broker, scope: Scope): MiddlewareHandler<BrokerEnv> {
  return async function checkToken(context, next) {
    const sealed = readAuthorization(context.req.header("Authorization"));
    const now = broker.now();
    const opened = await openAccessToken(sealed, {
      keyring: broker.keyring,
      issuer: broker.config.publicUrls[0],
      now,
    });
    if (!opened.ok) throw refuseToken(opened.reason);
    const { token } = opened;

    const site = broker.config.sites.get(token.site);
    if (site === undefined) throw refuseToken("invalid");
    const proof = await requireProof(broker, context, { site, accessToken: sealed });
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
    const crowd = crowdOf(token.subject);
    await broker.shield.checkSite(site.id, crowd);
    // A read that is repeated does nothing new; anything else is refused the second time, everywhere.
    const isRead = context.req.raw.method === "GET" || context.req.raw.method === "HEAD";
    const strict = isRead ? null : proof;
    await admit(broker, { site, subject: token.subject, crowd, kind: "request", proof: strict });
    context.set("access", {
      site,
      subject: token.subject,
      crowd,
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
