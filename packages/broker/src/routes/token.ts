import {
  CLIENT_CREDENTIALS_GRANT,
  SCOPES,
  TOKEN_EXCHANGE_GRANT,
  type TokenResponse,
} from "@keyhole/contract";
import type { Context, Handler } from "hono";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import { type BrokerEnv, setViewer } from "../http/broker-env.ts";
import { readForm } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseAssertion, refuseOrigin } from "../http/refusals.ts";
import { isRevoked, requireEnabled } from "../switches/switches.ts";
import type { WrittenAnswer } from "../tokens/first-request.ts";
import { mintToken } from "../tokens/mint.ts";
import { parseTokenRequest, type TokenRequest, type TokenRequester } from "../tokens/token-request.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/token`. */
export function tokenRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerToken(context) {
    const request = parseTokenRequest(await readForm(context.req.raw));
    const site = broker.config.sites.get(request.site);
    // Before anything else is told: who asks holds a key, so that sites cannot be tried out for free.
    const proof = await broker.requireProof(context, {
      site: site ?? null,
      sent: sentProof(context, request),
    });
    if (site === undefined) {
      throw new Refusal("site_unknown", "No site has this id: compare the element's attribute site.", {
        reason: "site: unknown",
        ownerDetail: "sites: has none with the id that the page names",
      });
    }
    const audience = request.viewer.kind === "visitor" ? "visitors" : "members";
    context.set("site", site);
    context.set("audience", audience);
    const origin = context.req.header("Origin");
    if (origin === undefined || !isOriginOfSite(site, origin)) throw refuseOrigin(origin, site.id);
    requireEnabled(await broker.switches.standingOf(site.id, null));

    // An assertion that is not verified yet counts against the network alone, as any request does.
    if (audience === "visitors")
      await broker.admission.checkVisitorMint(site, context.req.header("CF-Connecting-IP"));
    const requester: TokenRequester = {
      site,
      origin,
      proof,
      async setSubject(subject, issuedAt) {
        await setViewer(context, { site, subject, subjectNames: broker.subjectNames });
        const standing = await broker.switches.standingOf(site.id, subject);
        requireEnabled(standing);
        // A host signs anew for each mint; the broker's own assertions live for long.
        if (issuedAt !== undefined && isRevoked(issuedAt, standing))
          throw refuseAssertion("expired", "assertion: was revoked; the page signs in anew");
      },
    };
    const { answer, token } = await mintToken(broker, request, requester);
    context.set("audited", { scopes: token.scopes });
    const { first } = request;
    const along = first === undefined ? null : await broker.firstRequests.answer(context, first, token);
    return along === null ? context.json(answer) : writeAlong(context, answer, along);
  };
}

/** The proof of a token request: in the header `DPoP`, or in the field `dpop`. */
function sentProof({ req }: Context<BrokerEnv>, { proof }: TokenRequest): string | undefined {
  const header = req.header("DPoP");
  // RFC 6749 section 5.2: a request that utilizes more than one mechanism is invalid.
  if (header !== undefined && proof !== undefined)
    throw new Refusal(
      "invalid_request",
      "Send the DPoP proof once: in the header DPoP or in the field dpop.",
    );
  return header ?? proof;
}

/** Joins texts of JSON: to parse a page of rows only to write it again would cost more than the mint. */
function writeAlong(
  context: Context<BrokerEnv>,
  answer: TokenResponse,
  { status, etag, json }: WrittenAnswer,
): Response {
  const first = `{"status":${status},"etag":${JSON.stringify(etag)},"body":${json}}`;
  return context.body(`${JSON.stringify(answer).slice(0, -1)},"first":${first}}`, 200, {
    "Content-Type": "application/json",
  });
}

/** `GET /.well-known/oauth-authorization-server` (RFC 8414 section 2, RFC 9449 section 5.1). */
export function serverMetadataRoute(broker: Broker): Handler<BrokerEnv> {
  const [issuer] = broker.config.publicUrls;
  return function answerServerMetadata(context) {
    return context.json({
      issuer,
      token_endpoint: `${issuer}/v1/token`,
      grant_types_supported: [CLIENT_CREDENTIALS_GRANT, TOKEN_EXCHANGE_GRANT],
      response_types_supported: [],
      scopes_supported: SCOPES,
      token_endpoint_auth_methods_supported: ["none"],
      dpop_signing_alg_values_supported: ["ES256"],
    });
  };
}
