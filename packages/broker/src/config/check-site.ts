import type { SourceName } from "@keyhole/contract";
import { isScope, type Scope } from "@keyhole/contract";
import { GRANT_MAX_AGENTS, TOKEN_MAX_SECONDS, TOKEN_MIN_SECONDS } from "../base/limits/tokens.ts";
import { isPlainObject, parseCekuraId, parseUuid } from "../base/values.ts";
import { type Bridge, checkBridge } from "./check-bridge.ts";
import { checkLimits, type SiteLimits } from "./check-limits.ts";
import { checkMembers, type Members } from "./check-members.ts";
import { checkTalk, type Talk } from "./check-talk.ts";
import { ConfigError, checkBoolean, checkKeys } from "./config-error.ts";
import { type OriginPattern, parseOriginPattern } from "./origin-pattern.ts";
import type { SiteContext } from "./visible-env.ts";

/** A site that has passed every check. */
export interface Site {
  id: string;
  origins: readonly OriginPattern[];
  agents: ReadonlySet<string> | "all";
  source: SourceName;
  /** The project in Cekura whose evaluations belong to the site's calls; null without. */
  cekura: CekuraProject | null;
  /** What sends the site's calls to Cekura; null without. */
  bridge: Bridge | null;
  metadata: readonly string[];
  transcripts: { tools: boolean };
  events: { debug: boolean };
  tokenSeconds: number;
  visitors: { rows: "own" | "public"; scopes: readonly Scope[] } | null;
  members: Members | null;
  limits: SiteLimits;
  /** Whether proofs must carry a nonce of the broker (RFC 9449 section 8). */
  nonce: boolean;
  /** Null: nobody starts calls here. */
  talk: Talk | null;
}

/** A project in Cekura, and whether a key of its own is made for it. */
export interface CekuraProject {
  project: number;
  provisionKey: boolean;
}

const KEYS = [
  "origins",
  "agents",
  "source",
  "metadata",
  "transcripts",
  "events",
  "tokenSeconds",
  "visitors",
  "members",
  "cekura",
  "bridge",
  "limits",
  "nonce",
  "talk",
];

export function checkSite(id: string, value: unknown, context: SiteContext): Site {
  const setting = `sites.${id}`;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, KEYS);
  const source = checkSource(`${setting}.source`, value.source);
  const cekura = checkCekura(`${setting}.cekura`, value.cekura, source);
  const visitors = checkVisitors(`${setting}.visitors`, value.visitors);
  if (visitors?.rows === "own" && source === "cekura") {
    throw new ConfigError(
      `${setting}.visitors.rows`,
      'expects "public", or no visitors: calls in Cekura do not say whose they are',
    );
  }
  if (visitors?.rows === "public" && value.agents === "all") warnOfPublic(setting, visitors.scopes, context);
  const members = checkMembers(`${setting}.members`, value.members, id, context);
  if (visitors !== null && members?.verifier.kind === "signIn") {
    throw new ConfigError(
      `${setting}.visitors`,
      "expects to be left out beside signIn(): a page could not tell a visitor from a member who is not signed in yet; make a second site for visitors",
    );
  }
  if (visitors === null && members === null) {
    throw new ConfigError(
      setting,
      "expects visitors, members or both; without either, nobody may see anything",
    );
  }
  const agents = checkAgents(`${setting}.agents`, value.agents, source);
  const rowKeys = members?.rowKeys ?? null;
  const talk = checkTalk(`${setting}.talk`, value.talk, { agents, rowKeys }, context);
  if (talk !== null && source === "cekura") {
    throw new ConfigError(`${setting}.talk`, 'expects the source "ultravox": Cekura starts no calls');
  }
  if (talk === null && visitors?.scopes.includes("calls:start") === true) {
    throw new ConfigError(`${setting}.visitors.scopes`, `expects ${setting}.talk beside calls:start`);
  }
  return {
    id,
    origins: checkOrigins(`${setting}.origins`, value.origins, context),
    agents,
    source,
    cekura,
    bridge: checkBridge(`${setting}.bridge`, value.bridge, { source, hasProject: cekura !== null }, context),
    metadata: checkMetadata(`${setting}.metadata`, value.metadata, context),
    transcripts: { tools: checkSwitch(`${setting}.transcripts`, value.transcripts, "tools") },
    events: { debug: checkSwitch(`${setting}.events`, value.events, "debug") },
    tokenSeconds: checkTokenSeconds(`${setting}.tokenSeconds`, value.tokenSeconds),
    visitors,
    members,
    limits: checkLimits(`${setting}.limits`, value.limits),
    nonce: checkBoolean(`${setting}.nonce`, value.nonce),
    talk,
  };
}

function checkOrigins(setting: string, value: unknown, context: SiteContext): OriginPattern[] {
  const { visible, settings, warn } = context;
  if (!Array.isArray(value) || value.length === 0) {
    throw new ConfigError(setting, 'expects a list of origins, such as ["https://acme.example"]');
  }
  return value.map((entry: unknown, index) => {
    if (entry === undefined) throw new ConfigError(`${setting}[${index}]`, `is undefined${visible.hint()}`);
    const pattern = parseOriginPattern(`${setting}[${index}]`, entry);
    if (String(entry).startsWith("http://") && !settings.isDevelopment) {
      warn(
        `${setting}[${index}]`,
        "lets pages of anybody's own machine embed the site; it is for development",
      );
    }
    return pattern;
  });
}

function checkAgents(setting: string, value: unknown, source: SourceName): Site["agents"] {
  if (value === "all") return "all";
  const parseId = source === "ultravox" ? parseUuid : parseCekuraId;
  const isId = (entry: unknown): entry is string => typeof entry === "string" && parseId(entry) !== undefined;
  if (!Array.isArray(value) || value.length === 0 || !value.every(isId)) {
    const form =
      source === "ultravox" ? "UUIDs of Ultravox" : 'the numbers of Cekura as texts, such as "2142"';
    throw new ConfigError(setting, `expects a list of agent ids, which are ${form}, or "all"`);
  }
  if (value.length > GRANT_MAX_AGENTS)
    throw new ConfigError(setting, `expects at most ${GRANT_MAX_AGENTS} agents`);
  return new Set(value.map((entry) => entry.toLowerCase()));
}

function checkSource(setting: string, value: unknown): SourceName {
  if (value === "ultravox" || value === "cekura") return value;
  throw new ConfigError(setting, 'expects "ultravox" or "cekura"');
}

function checkMetadata(setting: string, value: unknown, { warn }: SiteContext): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string" && key !== "")) {
    throw new ConfigError(setting, "expects a list of metadata keys");
  }
  for (const [index, key] of value.entries()) {
    if (key.startsWith("keyhole_")) {
      warn(
        `${setting}[${index}]`,
        `shows pages the broker's own ${key}, by which calls of one viewer are told`,
      );
    }
  }
  return value;
}

/** An object of one switch, which is off by default. */
function checkSwitch(setting: string, value: unknown, name: string): boolean {
  if (value === undefined) return false;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, [name]);
  return checkBoolean(`${setting}.${name}`, value[name]);
}

function checkTokenSeconds(setting: string, value: unknown): number {
  if (value === undefined) return TOKEN_MAX_SECONDS;
  const isInRange =
    typeof value === "number" &&
    Number.isInteger(value) &&
    value >= TOKEN_MIN_SECONDS &&
    value <= TOKEN_MAX_SECONDS;
  if (!isInRange) {
    throw new ConfigError(
      setting,
      `expects a whole number of seconds from ${TOKEN_MIN_SECONDS} to ${TOKEN_MAX_SECONDS}`,
    );
  }
  return value;
}

function checkVisitors(setting: string, value: unknown): Site["visitors"] {
  if (value === undefined) return null;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object, or to be left out");
  checkKeys(setting, value, ["rows", "scopes"]);
  const { rows, scopes } = value;
  if (rows !== "own" && rows !== "public")
    throw new ConfigError(`${setting}.rows`, 'expects "own" or "public"');
  if (!Array.isArray(scopes) || scopes.length === 0 || !scopes.every(isScope)) {
    throw new ConfigError(`${setting}.scopes`, "expects a list of scopes with at least one");
  }
  return { rows, scopes: [...new Set(scopes)] };
}

/** Scopes that show what was said. */
const TELLING: readonly Scope[] = ["transcripts:read", "pii:read", "recordings:read"];

function warnOfPublic(setting: string, scopes: readonly Scope[], { warn }: SiteContext): void {
  const telling = scopes.filter((scope) => TELLING.includes(scope));
  if (telling.length === 0) return;
  warn(
    `${setting}.visitors`,
    `shows anybody, curl included, every call of the account with ${telling.join(", ")}; list the agents that are meant`,
  );
}

function checkCekura(setting: string, value: unknown, source: SourceName): CekuraProject | null {
  if (value === undefined) {
    if (source !== "cekura") return null;
    throw new ConfigError(setting, 'expects { project: <number> }: the source "cekura" lists one project');
  }
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, ["project", "provisionKey"]);
  const { project } = value;
  if (typeof project !== "number" || !Number.isSafeInteger(project) || project < 1)
    throw new ConfigError(`${setting}.project`, "expects a project's number, which Cekura's dashboard shows");
  return { project, provisionKey: checkBoolean(`${setting}.provisionKey`, value.provisionKey) };
}
