import type { Scope } from "@keyhole/contract";
import { checkConfig } from "./config/check-config.ts";
import type { AssertionClaims, DefineConfig } from "./config/keyhole-config.ts";
import { type Rows, withinSite } from "./grants/rows.ts";
import { callGrant } from "./tokens/call-grant.ts";

/** What a token of a member would allow, or why there would be none. */
export type ExplainedGrant =
  /** `rows` are ANDed, and narrowed to the site's agents; `{}` means all calls. */
  | { ok: true; scopes: readonly Scope[]; rows: Rows }
  /** In words for the owner. They quote no claim. */
  | { ok: false; reason: string };

/**
 * The grant that claims give on a site, as the broker would put it into a token: for tests of an owner's grant
 * function. Settings that `env` lacks are made up, and the claim `sub` too. Throws a `ConfigError` for a wrong config, and a
 * `TypeError` for a site that it does not have.
 */
export async function grantFor(
  define: DefineConfig,
  site: string,
  claims: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
): Promise<ExplainedGrant> {
  const config = checkConfig(define, withMadeUp(define, { KEYHOLE_SECRET: makeUp(), ...env }));
  const found = config.sites.get(site);
  if (found === undefined) throw new TypeError(`The config has no site "${site}".`);
  if (found.members === null) return { ok: false, reason: `sites.${site}.members: is not set` };
  const called = await callGrant(found, { sub: "somebody", ...claims } as AssertionClaims);
  if (!called.ok) return { ok: false, reason: `sites.${site}.members.grant: ${called.words}` };
  return { ok: true, scopes: called.grant.scopes, rows: withinSite(called.grant.rows, found.agents) };
}

/** The settings, with one for each that the config reads and that is missing. */
function withMadeUp(define: DefineConfig, env: Readonly<Record<string, string>>): Record<string, string> {
  const all: Record<string, string> = { ...env };
  const read = new Proxy(all, {
    get: (known, name: string) => {
      known[name] ??= makeUp();
      return known[name];
    },
  });
  define(read);
  return all;
}

/** Passes as a secret, an address and the URL of a key set. */
function makeUp(): string {
  return `https://${crypto.randomUUID().replaceAll("-", "")}.stand-in.internal`;
}
