import type { Handler } from "hono";
import type { Broker } from "../broker.ts";
import type { BrokerEnv } from "../broker-env.ts";
import { isOriginOfSite } from "../config/is-origin-of-site.ts";
import { readForm } from "../http/read-form.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseOrigin } from "../http/refuse-origin.ts";
import { mintToken } from "../tokens/mint.ts";
import { verifyProof } from "../tokens/proof.ts";
import { refuseProof } from "../tokens/refuse-proof.ts";
import { parseTokenRequest } from "../tokens/token-request.ts";

/** `POST /v1/token`. */
export function tokenRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerToken(context) {
    const request = parseTokenRequest(await readForm(context.req.raw));
    const site = broker.config.sites.get(request.site);
    if (site === undefined)
      throw new Refusal("site_unknown", "No site has this id: compare the element's attribute site.");
    const origin = context.req.header("Origin");
    if (origin === undefined || !isOriginOfSite(site, origin)) throw refuseOrigin(origin);

    const proof = await verifyProof(context.req.header("DPoP"), {
      method: context.req.raw.method,
      path: new URL(context.req.url).pathname,
      publicUrls: broker.config.publicUrls,
      now: broker.now(),
      memory: broker.proofs,
    });
    if (!proof.ok) throw refuseProof(proof.reason);
    const asker = { site, origin, thumbprint: proof.proof.thumbprint, requestId: context.get("requestId") };
    return context.json(await mintToken(broker, request, asker));
  };
}
