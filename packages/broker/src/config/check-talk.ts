import { isPlainObject, parseUuid } from "../base/values.ts";
import { checkStartLimits, type StartLimits } from "./check-start-limits.ts";
import { ConfigError, checkBoolean, checkKeys } from "./config-error.ts";
import type { SiteContext } from "./visible-env.ts";

/** How visitors and members start calls, checked. */
export interface Talk {
  /** By id in lower case. */
  agents: ReadonlyMap<string, TalkAgent>;
  /** Name or id of a call throttle of the vendor's account. */
  throttle: string | null;
  consent: { version: string; text: string } | null;
  turnstile: { siteKey: string; secret: string } | null;
  limits: StartLimits;
}

export interface TalkAgent {
  /** Longest value of each template variable that a page may set, in UTF-16 units. */
  variables: ReadonlyMap<string, number>;
  /** Metadata keys that a page may set. */
  metadata: ReadonlySet<string>;
  /** What the agent may answer in; the first is the default. */
  mediums: readonly TalkMedium[];
  maxDurationMs: number;
  joinTimeoutMs: number;
  recording: boolean;
}

export type TalkMedium = "voice" | "text";

const KEYS = ["agents", "throttle", "consent", "turnstile", "limits"];
const AGENT_KEYS = [
  "variables",
  "metadata",
  "mediums",
  "maxDurationSeconds",
  "joinTimeoutSeconds",
  "recording",
];
const TALK_MAX_AGENTS = 50;
const VARIABLE_MAX_CHARACTERS = 4_000;
const CONSENT_MAX_CHARACTERS = 4_000;
/** Prefixes of metadata keys that stand for something: the broker's own stamps, and the vendor's. */
const RESERVED = /^(?:keyhole_|ultravox\.)/;

/** What the talk of a site has to fit to. */
export interface TalkSite {
  agents: ReadonlySet<string> | "all";
  /** Metadata keys that grants may use; null where the config does not say. */
  rowKeys: ReadonlySet<string> | null;
}

export function checkTalk(
  setting: string,
  value: unknown,
  site: TalkSite,
  context: SiteContext,
): Talk | null {
  if (value === undefined) return null;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object, or to be left out");
  checkKeys(setting, value, KEYS);
  return {
    agents: checkAgents(`${setting}.agents`, value.agents, site),
    throttle: checkOptionalText(
      `${setting}.throttle`,
      value.throttle,
      "the name or id of a call throttle",
      200,
    ),
    consent: checkConsent(`${setting}.consent`, value.consent),
    turnstile: checkTurnstile(`${setting}.turnstile`, value.turnstile, context),
    limits: checkStartLimits(`${setting}.limits`, value.limits),
  };
}

function checkAgents(setting: string, value: unknown, site: TalkSite): Talk["agents"] {
  const entries = isPlainObject(value) ? Object.entries(value) : [];
  if (entries.length === 0 || entries.length > TALK_MAX_AGENTS) {
    throw new ConfigError(setting, `expects an object of 1 to ${TALK_MAX_AGENTS} agents by id`);
  }
  const agents = new Map<string, TalkAgent>();
  for (const [text, agent] of entries) {
    const id = parseUuid(text);
    if (id === undefined)
      throw new ConfigError(`${setting}.${text}`, "expects an agent's id, a UUID of Ultravox");
    if (site.agents !== "all" && !site.agents.has(id))
      throw new ConfigError(`${setting}.${text}`, "expects one of the site's agents");
    if (agents.has(id)) throw new ConfigError(`${setting}.${text}`, "is there twice");
    agents.set(id, checkAgent(`${setting}.${text}`, agent, site));
  }
  return agents;
}

function checkAgent(setting: string, value: unknown, site: TalkSite): TalkAgent {
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object; {} takes every default");
  checkKeys(setting, value, AGENT_KEYS);
  return {
    variables: checkVariables(`${setting}.variables`, value.variables),
    metadata: checkMetadata(`${setting}.metadata`, value.metadata, site),
    mediums: checkMediums(`${setting}.mediums`, value.mediums),
    maxDurationMs: checkSeconds(`${setting}.maxDurationSeconds`, value.maxDurationSeconds, [10, 3600], 600),
    joinTimeoutMs: checkSeconds(`${setting}.joinTimeoutSeconds`, value.joinTimeoutSeconds, [10, 120], 30),
    recording: checkBoolean(`${setting}.recording`, value.recording),
  };
}

function checkVariables(setting: string, value: unknown): TalkAgent["variables"] {
  if (value === undefined) return new Map();
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object of longest lengths by name");
  const lengths = new Map<string, number>();
  for (const [name, length] of Object.entries(value)) {
    if (
      typeof length !== "number" ||
      !Number.isInteger(length) ||
      length < 1 ||
      length > VARIABLE_MAX_CHARACTERS
    ) {
      throw new ConfigError(
        `${setting}.${name}`,
        `expects the longest length of a value, 1 to ${VARIABLE_MAX_CHARACTERS}`,
      );
    }
    lengths.set(name, length);
  }
  return lengths;
}

function checkMetadata(setting: string, value: unknown, { rowKeys }: TalkSite): TalkAgent["metadata"] {
  if (value === undefined) return new Set();
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string" && key !== "")) {
    throw new ConfigError(setting, "expects a list of metadata keys");
  }
  for (const [index, key] of (value as string[]).entries()) {
    if (RESERVED.test(key))
      throw new ConfigError(
        `${setting}[${index}]`,
        "expects a key that begins with neither keyhole_ nor ultravox.",
      );
    // Whoever may write it could put calls before the eyes of those who are granted it.
    if (rowKeys?.has(key))
      throw new ConfigError(
        `${setting}[${index}]`,
        "expects none of members.rowKeys: pages may not set what grants go by",
      );
  }
  return new Set(value as string[]);
}

function checkMediums(setting: string, value: unknown): TalkAgent["mediums"] {
  if (value === undefined) return ["voice"];
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((medium) => medium === "voice" || medium === "text"))
    throw new ConfigError(setting, 'expects a list of "voice" and "text"');
  return [...new Set(value as TalkMedium[])];
}

function checkSeconds(
  setting: string,
  value: unknown,
  [least, most]: readonly [number, number],
  fallback: number,
): number {
  if (value === undefined) return fallback * 1000;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw new ConfigError(setting, `expects a whole number of seconds from ${least} to ${most}`);
  return value * 1000;
}

function checkConsent(setting: string, value: unknown): Talk["consent"] {
  if (value === undefined) return null;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects { version, text }, or to be left out");
  checkKeys(setting, value, ["version", "text"]);
  const version = checkOptionalText(`${setting}.version`, value.version, "the version of the text", 64);
  const text = checkOptionalText(
    `${setting}.text`,
    value.text,
    "the text that people agree to",
    CONSENT_MAX_CHARACTERS,
  );
  if (version === null) throw new ConfigError(`${setting}.version`, "expects the version of the text");
  if (text === null) throw new ConfigError(`${setting}.text`, "expects the text that people agree to");
  return { version, text };
}

function checkTurnstile(setting: string, value: unknown, { visible }: SiteContext): Talk["turnstile"] {
  if (value === undefined) return null;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects { siteKey, secret }, or to be left out");
  checkKeys(setting, value, ["siteKey", "secret"]);
  const { siteKey, secret } = value;
  if (typeof siteKey !== "string" || siteKey === "")
    throw new ConfigError(`${setting}.siteKey`, `expects the widget's site key${visible.hint()}`);
  if (typeof secret !== "string" || secret === "")
    throw new ConfigError(`${setting}.secret`, `expects the widget's secret key${visible.hint()}`);
  if (!visible.has(secret))
    throw new ConfigError(
      `${setting}.secret`,
      "expects a secret from env; a literal in the config is refused",
    );
  return { siteKey, secret };
}

function checkOptionalText(setting: string, value: unknown, what: string, most: number): string | null {
  if (value === undefined) return null;
  if (typeof value === "string" && value.trim() !== "" && value.length <= most) return value;
  throw new ConfigError(setting, `expects ${what}, of 1 to ${most} characters`);
}
