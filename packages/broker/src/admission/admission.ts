import type { Scope } from "@keyhole/contract";
import { type Audience, audienceOf } from "../base/audience.ts";
import type { Site } from "../config/check-site.ts";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import type { Credential } from "../grants/access.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseLimit, refuseOrigin, refuseProof } from "../http/refusals.ts";
import type { Shield } from "./shield.ts";
import { createSpendOfSite } from "./spend-of-site.ts";
import type { AdmissionState, ViewerUse } from "./state.ts";

/** What a credential is used for. */
export interface RequestUse {
  /** What the request counts as. Default: a request. */
  kind?: "request" | "recording";
  scope: Scope;
  /** The request's `Origin`, if it has one. */
  origin: string | undefined;
  /** The proof of a `POST`, which may be used once; null for reads. */
  proof: ViewerUse["proof"];
}

/** Decides whether a request is served: who may ask from where, for what, and how often. */
export interface Admission {
  /**
   * Admits a request that carries a credential, token or ticket: checks the origin and the scope, and
   * counts the request against the limits.
   */
  admitRequest(credential: Credential, use: RequestUse): Promise<void>;
  /** Turns a flood on one site away, before a token request costs anything. */
  checkSite(site: Site, audience: Audience): Promise<void>;
  /** Counts the mint of a token. */
  admitMint(mint: Pick<Credential, "site" | "subject"> & Pick<ViewerUse, "proof">): Promise<void>;
}

export interface AdmissionOptions {
  state: AdmissionState;
  shield: Shield;
  now: () => number;
}

export function createAdmission({ state, shield, now }: AdmissionOptions): Admission {
  const spendOfSite = createSpendOfSite(state, now);

  /**
   * Counts a use against the limit that the site's audience shares, then against the viewer's own. The
   * shared limit comes first, so that made-up visitors beyond it do not each create an object.
   */
  async function count(
    site: Site,
    subject: string,
    { kind, proof }: Pick<ViewerUse, "kind" | "proof">,
  ): Promise<void> {
    const audience = audienceOf(subject);
    const limit = kind === "mint" ? "mintsPerMinute" : "requestsPerMinute";
    const shared = await spendOfSite(site, audience, kind);
    if (!shared.ok) throw refuseLimit("site", shared.retryAfterSeconds);
    const own = await state.viewer(site.id, subject).admit({
      kind,
      limitPerMinute: site.limits[audience === "visitors" ? "visitor" : "member"][limit],
      nowMs: now(),
      proof,
    });
    if (own.ok) return;
    if (own.reason === "replayed") throw refuseProof("replayed");
    throw refuseLimit("viewer", own.retryAfterSeconds);
  }

  return {
    checkSite: (site, audience) => shield.checkSite(site.id, audience),
    async admitRequest({ site, subject, origin, scopes }, { kind = "request", scope, proof, origin: asked }) {
      if (asked !== undefined && (asked !== origin || !isOriginOfSite(site, asked)))
        throw refuseOrigin(asked);
      if (!scopes.includes(scope)) {
        throw new Refusal(
          "scope_missing",
          `This needs the scope ${scope}, which the site does not grant to this viewer.`,
        );
      }
      await shield.checkSite(site.id, audienceOf(subject));
      await count(site, subject, { kind, proof });
    },
    admitMint: ({ site, subject, proof }) => count(site, subject, { kind: "mint", proof }),
  };
}
