import type { Broker } from "../broker.ts";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import type { Crowd } from "../state/site-state.ts";
import type { ViewerUse } from "../state/viewer-state.ts";
import { refuseProof } from "../tokens/refuse-proof.ts";

/** Who uses what, once it is known who asks. */
export interface AdmissionRequest {
  site: Site;
  subject: string;
  crowd: Crowd;
  kind: ViewerUse["kind"];
  /** The proof of a `POST`, which is refused when it comes again. */
  proof: ViewerUse["proof"];
}

/**
 * Counts a use against the site's budget for its crowd and against the viewer's own limit. The
 * crowd's comes first: a made-up visitor must not cost an object of its own beyond it.
 */
export async function admit(
  broker: Broker,
  { site, subject, crowd, kind, proof }: AdmissionRequest,
): Promise<void> {
  const limit = kind === "mint" ? "mintsPerMinute" : "requestsPerMinute";
  const shared = await broker.spendOfSite(site, crowd, kind);
  if (!shared.ok) throw refuseRate("This site has too many requests", shared.retryAfterSeconds);

  const viewer = await broker.viewers(site.id, subject);
  const own = await viewer.admit({
    kind,
    limitPerMinute: site.limits[crowd === "visitors" ? "visitor" : "member"][limit],
    nowMs: broker.now(),
    proof,
  });
  if (own.ok) return;
  if (own.reason === "replayed") throw refuseProof("replayed");
  throw refuseRate("Too many requests", own.retryAfterSeconds);
}

function refuseRate(what: string, retryAfterSeconds: number): Refusal {
  return new Refusal("rate_limited", `${what}: wait for retryAfterSeconds and ask again.`, {
    retryAfterSeconds,
  });
}
