import { randomBytes } from "node:crypto";
import type { DefineConfig } from "@keyhole/broker";
import { isExampleAddress, isLocalAddress } from "./example-address.ts";
import { loadConfig } from "./load-config.ts";
import { checkWithStandIns } from "./settings-stand-ins.ts";

/** What can be told of an owner's config before the Worker runs. */
export interface OwnerConfig {
  /** The first of `publicUrls`, if there is one. */
  publicUrl: string | null;
  /** What is wrong, one line each, beginning with the setting's name. */
  faults: readonly string[];
  /** What is allowed and probably not meant. */
  warnings: readonly string[];
  /** Settings that the Worker needs and that are not known here: its secrets. */
  secrets: readonly string[];
  sites: readonly OwnerSite[];
}

/** What a page's tag needs to know of a site. */
export interface OwnerSite {
  id: string;
  origins: readonly string[];
  /** True if the host says who is signed in: `jwt()`, not the broker's own sign-in. */
  hasAssertion: boolean;
  /** How the Worker signs people in itself; null: it does not. */
  signIn: "access" | "oidc" | null;
}

export interface OwnerConfigOptions {
  /** The Worker's `vars`, as wrangler.jsonc sets them. */
  vars?: Readonly<Record<string, string>>;
  /** Values of settings that the config reads. Those of the broker itself are ignored. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Accepts a config that has no site yet, as it is shipped. */
  mayBeEmpty?: boolean;
  /** Accepts an address of this machine: the Worker runs here. */
  mayBeLocal?: boolean;
}

/**
 * Checks a config file as the Worker does when it starts, and refuses addresses that nobody can reach: those of
 * examples and, in `publicUrls`, those of one machine. Secrets are made up, because only the Worker has them.
 */
export async function checkOwnerConfig(
  file: string,
  { vars = {}, env = {}, mayBeEmpty = false, mayBeLocal = false }: OwnerConfigOptions = {},
): Promise<OwnerConfig> {
  const define = await importConfig(file);
  if (typeof define === "string") {
    return { publicUrl: null, faults: [define], warnings: [], secrets: [], sites: [] };
  }
  const known = { KEYHOLE_SECRET: randomBytes(32).toString("base64url"), ...vars, ...settingsIn(env) };
  const hasSites = Object.keys(recordOf(evaluate(define, known).sites)).length > 0;
  const isSample = mayBeEmpty && !hasSites;
  const { fault, warnings, standIns } = checkWithStandIns(isSample ? withSampleSite(define) : define, known);
  const hint = hintOf(Object.keys(standIns));
  const faults = fault === null ? [] : [`${fault.message}${hint}`];

  const config = evaluate(define, { ...known, ...standIns });
  const made = new Set(Object.values(standIns));
  const publicUrls = named("publicUrls", config.publicUrls);
  for (const [setting, url] of publicUrls) {
    if (!made.has(url)) continue;
    faults.push(
      `${setting}: is not known here${hint}; write it into the config, or into "vars" of wrangler.jsonc`,
    );
  }
  if (!isSample) faults.push(...addressFaults(publicUrls, config.sites, mayBeLocal ? null : made));
  const [, publicUrl = null] = publicUrls[0] ?? [];
  const secrets = [...new Set(["KEYHOLE_SECRET", ...upstreamKeys(config.sites), ...Object.keys(standIns)])];
  return { publicUrl, faults, warnings, secrets, sites: sitesOf(config.sites) };
}

/** The upstream keys that sites need. */
function upstreamKeys(sites: unknown): string[] {
  const all = Object.values(recordOf(sites)).map(recordOf);
  return [
    ...(all.some(({ source }) => source === "ultravox") ? ["ULTRAVOX_API_KEY"] : []),
    ...(all.some(({ cekura }) => cekura !== undefined) ? ["CEKURA_API_KEY"] : []),
  ];
}

function sitesOf(sites: unknown): OwnerSite[] {
  return Object.entries(recordOf(sites)).map(([id, site]) => {
    const { origins, members } = recordOf(site);
    const { kind, options } = recordOf(recordOf(members).verify);
    const { oidc } = recordOf(options);
    return {
      id,
      origins: named("", origins).map(([, origin]) => origin),
      hasAssertion: kind === "jwt",
      signIn: kind === "signIn" ? (oidc === undefined ? "access" : "oidc") : null,
    };
  });
}

/** The config's function, or what is wrong with its file. */
async function importConfig(file: string): Promise<DefineConfig | string> {
  try {
    return await loadConfig(file);
  } catch (error) {
    return `${file}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The config as it is written, before any check; empty if the function throws. */
function evaluate(define: DefineConfig, env: Readonly<Record<string, string>>): Record<string, unknown> {
  try {
    return recordOf(define(env));
  } catch {
    return {};
  }
}

/** The config with one valid site, so that everything else in it is checked. */
function withSampleSite(define: DefineConfig): DefineConfig {
  return (env) => ({
    ...define(env),
    sites: {
      sample: {
        origins: ["https://sample.example"],
        agents: "all",
        source: "ultravox",
        visitors: { rows: "own", scopes: ["calls:read"] },
      },
    },
  });
}

function addressFaults(
  publicUrls: readonly NamedText[],
  sites: unknown,
  /** Addresses that were made up; null where local ones are accepted. */
  made: ReadonlySet<string> | null,
): string[] {
  const origins = Object.entries(recordOf(sites)).flatMap(([id, site]) =>
    named(`sites.${id}.origins`, recordOf(site).origins),
  );
  return [
    ...[...publicUrls, ...origins]
      .filter(([, address]) => isExampleAddress(address))
      .map(([setting, address]) => `${setting}: expects an address of your own; ${address} is an example`),
    ...publicUrls
      .filter(([, address]) => made !== null && isLocalAddress(address) && !made.has(address))
      .map(
        ([setting, address]) => `${setting}: expects the address of the deployed Worker; ${address} is local`,
      ),
  ];
}

/** A text, and the name of its setting. */
type NamedText = readonly [setting: string, text: string];

/** The texts of a list, each with the name of its setting. */
function named(setting: string, list: unknown): NamedText[] {
  return (Array.isArray(list) ? list : []).flatMap((entry, index) =>
    typeof entry === "string" ? [[`${setting}[${index}]`, entry] as const] : [],
  );
}

function hintOf(standIns: readonly string[]): string {
  return standIns.length === 0 ? "" : ` (checked without the values of ${standIns.join(", ")})`;
}

/** Settings of the broker: those in this machine's environment are not the Worker's. */
const BROKER_SETTING = /^(?:KEYHOLE|ULTRAVOX|CEKURA)_/;

function settingsIn(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const isGiven = (entry: [string, string | undefined]): entry is [string, string] =>
    !BROKER_SETTING.test(entry[0]) && entry[1] !== undefined && entry[1] !== "";
  return Object.fromEntries(Object.entries(env).filter(isGiven));
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
