import type { Handler } from "hono";
import { isOriginOfSite } from "../config/is-origin-of-site.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readForm } from "../http/read-form.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseOrigin } from "../http/refusals.ts";
import { mintToken } from "../tokens/mint.ts";
import { parseTokenRequest } from "../tokens/token-request.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/token`. */
export function tokenRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerToken(context) {
    const request = parseTokenRequest(await readForm(context.req.raw));
    const site = broker.config.sites.get(request.site);
    if (site === undefined)
      throw new Refusal("site_unknown", "No site has this id: compare the element's attribute site.");
    const origin = context.req.header("Origin");
    if (origin === undefined || !isOriginOfSite(site, origin)) throw refuseOrigin(origin);

    const proof = await broker.requireProof(context, { site });
    await broker.shield.checkSite(site.id, request.viewer.kind === "visitor" ? "visitors" : "members");
    const requester = { site, origin, proof, requestId: context.get("requestId") };
    return context.json(await mintToken(broker, request, requester));
  };
}
