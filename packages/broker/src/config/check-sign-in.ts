import { SIGN_IN_ASSERTION_MAX_SECONDS, SIGN_IN_ASSERTION_SECONDS } from "../base/limits/assertions.ts";
import { isPlainObject } from "../base/values.ts";
import { ConfigError, checkKeys } from "./config-error.ts";
import { isLoopback } from "./origin-pattern.ts";
import type { SiteContext } from "./visible-env.ts";

/** Who signs members in for the broker. */
export type SignInProvider =
  | { kind: "cloudflareAccess"; issuer: string; audience: string }
  | {
      kind: "oidc";
      issuer: string;
      clientId: string;
      clientSecret: string;
      /** Space-separated, with `openid` (OpenID Connect Core section 3.1.2.1). */
      scope: string;
    };

/** The broker's own sign-in, checked. */
export interface CheckedSignIn {
  kind: "signIn";
  /** Name of the setting, such as `sites.acme.members.verify`. */
  setting: string;
  provider: SignInProvider;
  /** Lifetime of the broker's assertions. */
  maxAgeSeconds: number;
}

const DEFAULT_SCOPES = ["openid", "email", "profile"];
/** RFC 6749 section 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** A label of a host name. */
const TEAM = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export function checkSignIn(
  setting: string,
  options: Record<string, unknown>,
  context: SiteContext,
): CheckedSignIn {
  checkKeys(setting, options, ["cloudflareAccess", "oidc", "maxAgeSeconds"]);
  const given = (["cloudflareAccess", "oidc"] as const).filter((key) => options[key] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1)
    throw new ConfigError(setting, "expects exactly one of cloudflareAccess and oidc");
  const value = options[kind];
  if (!isPlainObject(value)) throw new ConfigError(`${setting}.${kind}`, "expects an object");
  const check = kind === "oidc" ? checkOidc : checkAccess;
  return {
    kind: "signIn",
    setting,
    provider: check(`${setting}.${kind}`, value, context),
    maxAgeSeconds: checkMaxAge(`${setting}.maxAgeSeconds`, options.maxAgeSeconds, context),
  };
}

function checkAccess(
  setting: string,
  value: Record<string, unknown>,
  { visible }: SiteContext,
): SignInProvider {
  checkKeys(setting, value, ["team", "audience"]);
  const { team, audience } = value;
  if (typeof team !== "string" || !TEAM.test(team)) {
    throw new ConfigError(
      `${setting}.team`,
      `expects the team's name alone, as in https://<team>.cloudflareaccess.com${visible.hint()}`,
    );
  }
  if (typeof audience !== "string" || audience === "") {
    throw new ConfigError(
      `${setting}.audience`,
      `expects the application's audience tag (AUD), which its overview shows${visible.hint()}`,
    );
  }
  return { kind: "cloudflareAccess", issuer: `https://${team}.cloudflareaccess.com`, audience };
}

function checkOidc(setting: string, value: Record<string, unknown>, context: SiteContext): SignInProvider {
  checkKeys(setting, value, ["issuer", "clientId", "clientSecret", "scopes"]);
  const { clientId } = value;
  if (typeof clientId !== "string" || clientId === "") {
    throw new ConfigError(
      `${setting}.clientId`,
      `expects the client's id at the provider${context.visible.hint()}`,
    );
  }
  return {
    kind: "oidc",
    issuer: checkIssuer(`${setting}.issuer`, value.issuer, context),
    clientId,
    clientSecret: checkClientSecret(`${setting}.clientSecret`, value.clientSecret, context),
    scope: checkScopes(`${setting}.scopes`, value.scopes),
  };
}

/** The issuer as the provider writes it: discovery compares it to the letter. */
function checkIssuer(setting: string, value: unknown, { visible, settings }: SiteContext): string {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
  const isAllowed = url?.protocol === "https:" || (url && settings.isDevelopment && isLoopback(url));
  const isPlain = url?.search === "" && url.hash === "" && url.username === "" && url.password === "";
  if (typeof value !== "string" || !isAllowed || !isPlain) {
    throw new ConfigError(
      setting,
      `expects the https URL of the provider, without query and fragment, as its discovery document names it${visible.hint()}`,
    );
  }
  return value;
}

function checkClientSecret(setting: string, value: unknown, { visible }: SiteContext): string {
  if (typeof value !== "string" || value === "")
    throw new ConfigError(setting, `expects a secret from env${visible.hint()}`);
  if (visible.isWithheld(value)) {
    throw new ConfigError(
      setting,
      "expects a secret of its own; this one is also a key or secret of the Worker, and the provider holds it",
    );
  }
  if (!visible.has(value))
    throw new ConfigError(setting, "expects a secret from env; a literal in the config is refused");
  return value;
}

function checkScopes(setting: string, value: unknown): string {
  const scopes: unknown = value ?? DEFAULT_SCOPES;
  const isList =
    Array.isArray(scopes) && scopes.every((name) => typeof name === "string" && SCOPE.test(name));
  if (!isList) throw new ConfigError(setting, 'expects a list of scopes, such as ["openid", "email"]');
  return [...new Set(["openid", ...scopes])].join(" ");
}

function checkMaxAge(setting: string, value: unknown, { warn }: SiteContext): number {
  if (value === undefined) return SIGN_IN_ASSERTION_SECONDS;
  const isWhole = typeof value === "number" && Number.isInteger(value);
  if (!isWhole || value < 60 || value > SIGN_IN_ASSERTION_MAX_SECONDS) {
    throw new ConfigError(
      setting,
      `expects a whole number of seconds from 60 to ${SIGN_IN_ASSERTION_MAX_SECONDS}`,
    );
  }
  if (value > SIGN_IN_ASSERTION_SECONDS) {
    warn(
      setting,
      `lets a member go on for ${value} seconds after a right is taken away; ${SIGN_IN_ASSERTION_SECONDS} is the default`,
    );
  }
  return value;
}
