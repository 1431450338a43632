import type { Scope } from "@keyhole/contract";
import { audienceOf } from "../base/audience.ts";
import { PREPAID_SECONDS, PREPAID_VIEWER_SHARE, VIEWERS_PREPAID } from "../base/limits/admission.ts";
import { DELIVERY_TICKET_REQUESTS_PER_MINUTE } from "../base/limits/deliveries.ts";
import { Recent } from "../base/recent.ts";
import type { Site } from "../config/check-site.ts";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import type { Credential } from "../grants/access.ts";
import { refuseLimit, refuseOrigin, refuseProof, refuseScope } from "../http/refusals.ts";
import { createBursts } from "./bursts.ts";
import { createPrepaid, type Spend } from "./prepaid.ts";
import { createRefusedUntil } from "./refused-until.ts";
import type { Shield } from "./shield.ts";
import { createSpendOfSite } from "./spend-of-site.ts";
import type { AdmissionState, ViewerAdmission, ViewerUse } from "./state.ts";

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
  /**
   * Admits a request with the ticket of one call that the bridge has sent, which no page has, and counts it against a
   * limit of that call alone.
   */
  admitBridge(site: Site, subject: string, origin: string | undefined): Promise<void>;
  /**
   * Counts what an admitted request turned out to cost beyond its one use, even beyond the limits: the next
   * requests wait for it.
   */
  chargeFurther(
    credential: Pick<Credential, "site" | "subject">,
    cost: { kind: "request" | "recording"; count: number },
  ): Promise<void>;
  /**
   * Turns floods of made-up visitors away before they cost anything: keys are free to make, so their mints
   * count against the network that asks.
   */
  checkVisitorMint(site: Site, address: string | undefined): Promise<void>;
  /** Counts the mint of a token, and binds a member's assertion to its key. */
  admitMint(
    mint: Pick<Credential, "site" | "subject"> & Pick<ViewerUse, "proof" | "assertion">,
  ): Promise<"admitted" | "reused">;
}

export interface AdmissionOptions {
  state: AdmissionState;
  shield: Shield;
  now: () => number;
}

export function createAdmission({ state, shield, now }: AdmissionOptions): Admission {
  const refusedUntil = createRefusedUntil(now);
  const spendOfSite = createSpendOfSite(state, { refusedUntil, now });
  const prepaid = new Recent<Spend<ViewerAdmission>>(VIEWERS_PREPAID);
  const takeOfBurst = createBursts(now);

  /**
   * Pays for a viewer's reads in small batches, so that a page that asks often needs no hop for most of them. The
   * trade-off: a viewer who stops loses what is left of a batch.
   */
  function spendOfViewer(
    name: string,
    limitPerMinute: number,
    take: (count: number) => Promise<ViewerAdmission>,
  ): Spend<ViewerAdmission> {
    const spend =
      prepaid.get(name) ?? createPrepaid({ limitPerMinute, share: PREPAID_VIEWER_SHARE, take, now });
    prepaid.set(name, spend);
    return spend;
  }

  /** Counts a use against the limit that the site's audience shares. */
  async function countForCrowd(site: Site, subject: string, kind: ViewerUse["kind"]): Promise<void> {
    const shared = await spendOfSite(site, audienceOf(subject), kind);
    if (!shared.ok)
      throw refuseLimit("site", shared.retryAfterSeconds, limitName(site, audienceOf(subject), kind));
  }

  /** Counts a use against the viewer's own limit. */
  async function countForViewer(
    site: Site,
    subject: string,
    use: Pick<ViewerUse, "kind" | "proof" | "assertion">,
  ): Promise<"admitted" | "reused"> {
    const { kind, proof, assertion } = use;
    const who = audienceOf(subject) === "visitors" ? "visitor" : "member";
    const limits = site.limits[who];
    const limitPerMinute = kind === "mint" ? limits.mintsPerMinute : limits.requestsPerMinute;
    const name = `${kind} ${site.id}\n${subject}`;
    const admit = (count: number) =>
      state
        .viewer(site.id, subject)
        .admit({ ...use, limitPerMinute, count, nowMs: now(), spendWithinSeconds: PREPAID_SECONDS });
    const spend = proof === null ? spendOfViewer(name, limitPerMinute, admit) : () => admit(1);
    // The state binds an assertion even while there is no room, so a refusal holds for this key and assertion alone.
    const asker = assertion === undefined ? "" : `\n${assertion.thumbprint} ${assertion.id}`;
    const own = await refusedUntil.ask(`${name}${asker}`, async () => {
      const retryAfterSeconds = kind === "mint" ? 0 : takeOfBurst(name, limitPerMinute);
      return retryAfterSeconds > 0 ? { ok: false, retryAfterSeconds } : spend();
    });
    if (own.ok) return "admitted";
    if ("reason" in own && own.reason === "replayed") throw refuseProof("replayed");
    if ("reason" in own && own.reason === "reused") return "reused";
    throw refuseLimit("viewer", own.retryAfterSeconds, limitName(site, who, kind));
  }

  return {
    async checkVisitorMint(site, address) {
      await shield.checkMint(site.id, address);
      await shield.checkSite(site.id);
    },
    async admitRequest({ site, subject, origin, scopes }, { kind = "request", scope, proof, origin: asked }) {
      if (asked !== undefined && !isOriginOfSite(site, asked)) throw refuseOrigin(asked, site.id);
      if (asked !== undefined && asked !== origin) throw refuseOrigin(asked, site.id, "not the token's");
      if (!scopes.includes(scope)) throw refuseScope(scope);
      // The own limit comes first: what a viewer is refused must not use up the crowd's budget.
      await countForViewer(site, subject, { kind, proof });
      await countForCrowd(site, subject, kind);
    },
    async admitBridge(site, subject, origin) {
      if (origin !== undefined) throw refuseOrigin(origin, site.id, "not the token's");
      const limitPerMinute = DELIVERY_TICKET_REQUESTS_PER_MINUTE;
      const use = { kind: "recording", limitPerMinute, nowMs: now(), proof: null } as const;
      const own = await refusedUntil.ask(`recording ${site.id}\n${subject}`, () =>
        state.viewer(site.id, subject).admit(use),
      );
      if (!own.ok && "retryAfterSeconds" in own)
        throw refuseLimit("viewer", own.retryAfterSeconds, `sites.${site.id}.bridge`);
    },
    async chargeFurther({ site, subject }, cost) {
      const use = { ...cost, limitPerMinute: Number.POSITIVE_INFINITY, nowMs: now() };
      await Promise.all([
        state.viewer(site.id, subject).admit({ ...use, proof: null }),
        state.site(site.id, audienceOf(subject)).take(use),
      ]);
    },
    async admitMint({ site, subject, ...mint }) {
      const isVisitor = audienceOf(subject) === "visitors";
      // Made-up visitors beyond the crowd's budget must not each create an object. Behind `checkVisitorMint`.
      if (isVisitor) await countForCrowd(site, subject, "mint");
      // A stolen assertion uses up neither its owner's limit nor the crowd's.
      if ((await countForViewer(site, subject, { kind: "mint", ...mint })) === "reused") return "reused";
      if (!isVisitor) await countForCrowd(site, subject, "mint");
      return "admitted";
    },
  };
}

/** The name of a limit in the config. Recordings are counted apart, against the limit of requests. */
function limitName({ id }: Site, who: keyof Site["limits"], kind: ViewerUse["kind"]): string {
  return `sites.${id}.limits.${who}.${kind === "mint" ? "mintsPerMinute" : "requestsPerMinute"}`;
}
