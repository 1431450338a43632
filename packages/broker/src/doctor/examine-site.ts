import type { BrokerCheckId, DiagnosisCheck } from "@keyhole/contract";
import type { Site } from "../config/check-site.ts";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import { refuseOrigin } from "../http/refusals.ts";
import type { IdentityVerdict } from "./probe-identity.ts";
import type { UpstreamVerdict } from "./probe-upstream.ts";

/** What is known of who asks, and of the site that is asked about. */
export interface Examined {
  /** Null: there is no site of this id. */
  site: Site | null;
  /** The origin of the page that asks; undefined where it is not told. */
  origin: string | undefined;
  upstream: UpstreamVerdict;
  /** Null: the site's members have no identity provider that the Worker asks. */
  identity: IdentityVerdict | null;
}

type Check = DiagnosisCheck<BrokerCheckId>;

const unknown = (id: BrokerCheckId): Check => ({ id, ok: null, fix: null });

/** Every check that applies to the site, in the order of `BROKER_CHECKS`. They name the asking origin, and none of the site's. */
export function examineSite({ site, origin, upstream, identity }: Examined): Check[] {
  if (site === null) {
    const fix = "No site has this id: compare the element's attribute site with the config.";
    return [{ id: "site", ok: false, fix }, unknown("origin"), unknown("upstream"), unknown("key")];
  }
  return [
    { id: "site", ok: true, fix: null },
    checkOrigin(site, origin),
    ...checkUpstream(upstream),
    ...(identity === null ? [] : [checkIdentity(site, identity)]),
  ];
}

function checkOrigin(site: Site, origin: string | undefined): Check {
  if (origin === undefined) return unknown("origin");
  if (isOriginOfSite(site, origin)) return { id: "origin", ok: true, fix: null };
  const fix =
    origin === "null"
      ? "The page has no origin: it runs in a sandboxed frame without allow-same-origin, or was opened from a file."
      : refuseOrigin(origin, site.id).detail;
  return { id: "origin", ok: false, fix };
}

function checkUpstream({ isReachable, isKeyAccepted, refusal }: UpstreamVerdict): Check[] {
  const fixOf = (ok: boolean | null) => (ok === false ? fixFor(refusal?.code, refusal?.detail) : null);
  return [
    { id: "upstream", ok: isReachable, fix: fixOf(isReachable) },
    { id: "key", ok: isKeyAccepted, fix: fixOf(isKeyAccepted) },
  ];
}

function checkIdentity({ id }: Site, { ok, refusal }: IdentityVerdict): Check {
  if (refusal === null) return { id: "identity", ok, fix: null };
  const fault =
    refusal.options.reason === "sign-in: unavailable"
      ? "The identity provider does not answer the Worker"
      : "The identity provider does not offer what a sign-in needs";
  const fix = `${fault}: compare sites.${id}.members.verify in the config with the provider. The Worker's log names the fault.`;
  return { id: "identity", ok, fix };
}

/** The refusal's own words, except where those are about a call. */
function fixFor(code: string | undefined, detail: string | undefined): string | null {
  if (code !== "not_found") return detail ?? null;
  return "The provider's API is not at the Worker's base URL; the owner finds more in the Worker's log.";
}
