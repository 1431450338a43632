import type { Audience } from "../base/audience.ts";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseProof } from "../http/refusals.ts";
import { createSpendOfSite } from "./spend-of-site.ts";
import type { AdmissionState, ViewerUse } from "./state.ts";

/** Who uses what, once it is known who asks. */
export interface AdmissionRequest {
  site: Site;
  subject: string;
  audience: Audience;
  kind: ViewerUse["kind"];
  /** The proof of a `POST`, which is refused when it comes again. */
  proof: ViewerUse["proof"];
}

/** Counts a use against the limits, or refuses it. */
export type Admit = (request: AdmissionRequest) => Promise<void>;

/**
 * Makes `admit`, which counts a use against what the site's audience shares and against the viewer's
 * own limit. The shared limit comes first: a made-up visitor must not cost an object of its own beyond it.
 */
export function createAdmit(state: AdmissionState, now: () => number): Admit {
  const spendOfSite = createSpendOfSite(state, now);
  return async function admit({ site, subject, audience, kind, proof }) {
    const limit = kind === "mint" ? "mintsPerMinute" : "requestsPerMinute";
    const shared = await spendOfSite(site, audience, kind);
    if (!shared.ok) throw refuseRate("This site has too many requests", shared.retryAfterSeconds);

    const own = await state.viewer(site.id, subject).admit({
      kind,
      limitPerMinute: site.limits[audience === "visitors" ? "visitor" : "member"][limit],
      nowMs: now(),
      proof,
    });
    if (own.ok) return;
    if (own.reason === "replayed") throw refuseProof("replayed");
    throw refuseRate("Too many requests", own.retryAfterSeconds);
  };
}

function refuseRate(what: string, retryAfterSeconds: number): Refusal {
  return new Refusal("rate_limited", `${what}: wait for retryAfterSeconds and ask again.`, {
    retryAfterSeconds,
  });
}
