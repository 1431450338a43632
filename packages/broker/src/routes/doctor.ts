import type { BrokerDiagnosis } from "@keyhole/contract";
import type { Context, Handler } from "hono";
import manifest from "../../package.json" with { type: "json" };
import { examineSite } from "../doctor/examine-site.ts";
import { createIdentityProbe } from "../doctor/probe-identity.ts";
import { createProbe } from "../doctor/probe-upstream.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { QueryParams } from "../http/query-params.ts";
import { Refusal } from "../http/refusal.ts";
import type { Broker } from "./broker.ts";

const NOTHING_KNOWN = { isReachable: null, isKeyAccepted: null, refusal: null };

/**
 * `GET /v1/doctor?site=` answers why a page does not show calls. Anybody may ask, so the answer reveals no more than a
 * refused token would, and whether the call provider and the identity provider work. A stranger who asks often is
 * refused before any other work.
 */
export function doctorRoute(broker: Broker): Handler<BrokerEnv> {
  const { config, shield, now, logRefusal } = broker;
  const probeUpstream = createProbe(broker);
  const { isDevelopment } = config.settings;
  const probeIdentity = createIdentityProbe({ state: broker.state, fetch: broker.fetch, now, isDevelopment });
  return async function answerDoctor(context) {
    await shield.checkDoctor(context.req.header("CF-Connecting-IP"));
    const id = new QueryParams(context.get("url")).read("site", "the id of a site", (text) =>
      text === "" ? undefined : text,
    );
    if (id === null) throw new Refusal("invalid_request", "The parameter site expects the id of a site.");
    const site = config.sites.get(id) ?? null;
    if (site !== null) context.set("site", site);
    const tell = (refusal: Refusal) => logRefusal(context, refusal);
    const [upstream, identity] =
      site === null
        ? [NOTHING_KNOWN, null]
        : await Promise.all([probeUpstream(site, tell), probeIdentity(site, tell)]);
    return context.json({
      checks: examineSite({ site, origin: originOf(context), upstream, identity }),
      version: manifest.version,
      time: new Date(now()).toISOString(),
    } satisfies BrokerDiagnosis);
  };
}

/** The page's origin. Browsers send none with a `GET` to their own, and say so (Fetch Metadata, `Sec-Fetch-Site`). */
function originOf({ req }: Context<BrokerEnv>): string | undefined {
  const isOwn = req.header("Sec-Fetch-Site") === "same-origin";
  return req.header("Origin") ?? (isOwn ? new URL(req.url).origin : undefined);
}
