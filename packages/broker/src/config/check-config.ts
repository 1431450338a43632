import { DAY_MS } from "../base/durations.ts";
import { AUDIT_DAYS, AUDIT_MAX_DAYS } from "../base/limits/logs.ts";
import { isPlainObject } from "../base/values.ts";
import type { KeySource } from "./check-members.ts";
import { checkSite, type Site } from "./check-site.ts";
import { ConfigError, checkKeys, type Warn } from "./config-error.ts";
import type { DefineConfig } from "./keyhole-config.ts";
import { checkPublicUrls } from "./public-urls.ts";
import { readSettings, type Settings } from "./settings.ts";
import { VisibleEnv } from "./visible-env.ts";

/** A config that has passed every check. */
export interface CheckedConfig {
  settings: Settings;
  /** Addresses of the broker, without a slash at their end. The first is `iss` and `aud`. */
  publicUrls: readonly [string, ...string[]];
  sites: ReadonlyMap<string, Site>;
  /** How long the audit log is kept. */
  auditKeepMs: number;
  /** What is allowed and probably not meant, one line each. */
  warnings: readonly string[];
}

/** True for a text that may be the id of a site, of this config or of an earlier one. */
export function isSiteId(text: string): boolean {
  return SITE_ID.test(text);
}

const SITE_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Evaluates and checks the owner's config. Throws a ConfigError that names the wrong setting. */
export function checkConfig(define: DefineConfig, env: Readonly<Record<string, unknown>>): CheckedConfig {
  const warnings: string[] = [];
  const warn: Warn = (setting, says) => warnings.push(`${setting}: ${says}`);
  const settings = readSettings(env, warn);
  const visible = new VisibleEnv(env);
  const config = evaluate(define, visible);
  refuseKeys(config, "config");
  if (!isPlainObject(config)) throw new ConfigError("config", "expects a function that returns an object");
  checkKeys("config", config, ["publicUrls", "sites", "audit"]);

  const publicUrls = checkPublicUrls(config.publicUrls, visible);
  const sites = new Map<string, Site>();
  if (!isPlainObject(config.sites)) throw new ConfigError("sites", "expects an object of sites by id");
  for (const [id, site] of Object.entries(config.sites)) {
    if (!SITE_ID.test(id)) {
      throw new ConfigError(
        `sites.${id}`,
        "expects an id of lower-case letters, digits and hyphens, at most 63",
      );
    }
    sites.set(id, checkSite(id, site, { settings, visible, warn }));
  }
  if (sites.size === 0) throw new ConfigError("sites", "has no site yet; add one in keyhole.config.ts");
  checkVerifierOverlap(sites);
  checkProvisioning(sites);
  return { settings, publicUrls, sites, auditKeepMs: checkAudit(config.audit) * DAY_MS, warnings };
}

/** Days that the audit log is kept. */
function checkAudit(value: unknown): number {
  if (value === undefined) return AUDIT_DAYS;
  if (!isPlainObject(value)) throw new ConfigError("audit", "expects { days: <number> }");
  checkKeys("audit", value, ["days"]);
  const { days = AUDIT_DAYS } = value;
  if (Number.isInteger(days) && Number(days) >= 1 && Number(days) <= AUDIT_MAX_DAYS) return Number(days);
  throw new ConfigError("audit.days", `expects a whole number from 1 to ${AUDIT_MAX_DAYS}`);
}

/** Reports only the name of an error that the config throws: its message may quote a secret. */
function evaluate(define: unknown, visible: VisibleEnv): unknown {
  if (typeof define !== "function") {
    throw new ConfigError("config", "expects a function of env, as defineConfig takes it");
  }
  try {
    return define(visible.values);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    throw new ConfigError(
      "config",
      `expects a function that does not throw; it threw ${name}${visible.hint()}`,
    );
  }
}

/**
 * `http` is for loopback hosts, where a Worker runs while it is developed, in front of whichever upstream. A
 * deployed Worker is never asked there: see `urlsFor`.
 */
const ULTRAVOX_KEY = /(?<![A-Za-z0-9])[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}(?![A-Za-z0-9])/;

/** Refuses upstream keys in the config: they belong into the Worker's secrets. */
function refuseKeys(value: unknown, setting: string): void {
  if (typeof value === "string" && ULTRAVOX_KEY.test(value)) {
    throw new ConfigError(
      setting,
      "looks like an upstream key; set it with: wrangler secret put ULTRAVOX_API_KEY",
    );
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    // Messages quote the names of settings.
    refuseKeys(key, setting);
    refuseKeys(item, `${setting}.${key}`);
  }
}

/** Refuses two sites with the same key and audience: an assertion for one would open the other. */
function checkVerifierOverlap(sites: ReadonlyMap<string, Site>): void {
  const seen = new Map<string, string>();
  for (const [id, site] of sites) {
    // The broker's own assertions name their site.
    if (site.members === null || site.members.verifier.kind === "signIn") continue;
    const { keySource, audience } = site.members.verifier;
    for (const key of spellingsOf(keySource)) {
      const identity = JSON.stringify([keySource.kind, key, audience]);
      const other = seen.get(identity);
      if (other !== undefined && other !== id) {
        throw new ConfigError(
          `sites.${id}.members.verify.audience`,
          `expects another audience than sites.${other}, which has the same key: an assertion for one would open the other`,
        );
      }
      seen.set(identity, id);
    }
  }
}

/** Refuses sites that read with the organization's key while another has it do nothing but make keys. */
function checkProvisioning(sites: ReadonlyMap<string, Site>): void {
  const provisioned = [...sites.values()].find(({ cekura }) => cekura?.provisionKey);
  if (provisioned === undefined) return;
  for (const { id, cekura } of sites.values()) {
    if (cekura === null || cekura.provisionKey) continue;
    throw new ConfigError(
      `sites.${id}.cekura.provisionKey`,
      `expects true, as sites.${provisioned.id} has: there is one CEKURA_API_KEY, and it then does nothing but make keys`,
    );
  }
}

/** The keys of a verifier, each in one spelling: the same key may be written in many ways. */
function spellingsOf(keySource: KeySource): string[] {
  switch (keySource.kind) {
    case "secret":
      return [...keySource.secrets];
    case "publicKey":
      // What stands around the key, its line ends and its padding do not change it.
      return [keySource.pem.replace(/^[\s\S]*-----BEGIN PUBLIC KEY-----|-----END[\s\S]*$|[\s=]/g, "")];
    case "jwks": {
      const url = new URL(keySource.url);
      const host = url.host.replace(/\.(?=:|$)/, "");
      const path = url.pathname.replace(/%[0-9a-f]{2}/gi, (code) =>
        /[\w.~-]/.test(decodeByte(code)) ? decodeByte(code) : code.toUpperCase(),
      );
      // A fragment is not sent, and an empty query asks for the same document.
      return [`${url.protocol}//${host}${path}${url.search}`];
    }
  }
}

function decodeByte(code: string): string {
  return String.fromCharCode(Number.parseInt(code.slice(1), 16));
}
