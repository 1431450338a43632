import type { Site } from "../config/check-site.ts";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import { printable } from "../http/refusals.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";

/** What the element that opens the window asks for. */
export interface SignInRequest {
  site: string;
  /** The opener's origin, to which alone the answer is posted. */
  origin: string;
  /** RFC 7638 thumbprint of the page's key. */
  thumbprint: string;
  /** Returned with the answer, so that the opener knows its own. */
  state: string;
}

/** SHA-256 in base64url. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;
const STATE = /^[A-Za-z0-9_-]{22,128}$/;

/** Reads the address of the window, and checks the opener's origin as that of any page of the site. */
export function parseSignInRequest(
  params: URLSearchParams,
  sites: ReadonlyMap<string, Site>,
): { request: SignInRequest; site: Site } {
  const read = (name: string) => {
    const values = params.getAll(name);
    return values.length === 1 ? (values[0] ?? "") : "";
  };
  const request = {
    site: read("site"),
    origin: read("origin"),
    thumbprint: read("jkt"),
    state: read("state"),
  };
  if (!THUMBPRINT.test(request.thumbprint)) throw refuseSignIn("request", "jkt: expects a thumbprint");
  if (!STATE.test(request.state)) throw refuseSignIn("request", "state: expects 22 to 128 characters");
  return { request, site: siteOf(request, sites) };
}

/** The site of a request, if it signs members in by itself and the opener is one of its pages. */
export function siteOf(request: SignInRequest, sites: ReadonlyMap<string, Site>): Site {
  const site = sites.get(request.site);
  if (site?.members?.verifier.kind !== "signIn")
    throw refuseSignIn("request", "site: is none whose members.verify is signIn()");
  if (!isOriginOfSite(site, request.origin))
    throw refuseSignIn("origin", `sites.${site.id}.origins: lacks ${printable(request.origin)}`);
  return site;
}
