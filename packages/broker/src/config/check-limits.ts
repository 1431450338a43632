import { isPlainObject } from "../base/values.ts";
import { ConfigError, checkKeys } from "./config-error.ts";

/** Requests and tokens in any 60 seconds. */
export interface PerMinute {
  requestsPerMinute: number;
  mintsPerMinute: number;
}

/** Limits of a site: of one visitor and one member, and of all visitors and all members together. */
export interface SiteLimits {
  visitor: PerMinute;
  member: PerMinute;
  visitors: PerMinute;
  members: PerMinute;
}

const DEFAULTS: SiteLimits = {
  visitor: { requestsPerMinute: 240, mintsPerMinute: 30 },
  member: { requestsPerMinute: 600, mintsPerMinute: 60 },
  visitors: { requestsPerMinute: 6000, mintsPerMinute: 600 },
  members: { requestsPerMinute: 12_000, mintsPerMinute: 1200 },
};

export function checkLimits(setting: string, value: unknown): SiteLimits {
  return checkByAudience(setting, value, DEFAULTS, { least: 1, expects: "a whole number above 0" });
}

/** What a number of a limit has to be. */
interface LimitRange {
  least: number;
  expects: string;
}

/** Whole numbers for one visitor, one member, all visitors and all members; what is left out takes its default. */
export function checkByAudience<Limit extends object>(
  setting: string,
  value: unknown,
  defaults: Record<keyof SiteLimits, Limit>,
  range: LimitRange,
): Record<keyof SiteLimits, Limit> {
  if (value === undefined) return defaults;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, Object.keys(defaults));
  const limit = (who: keyof SiteLimits) =>
    checkNumbers(`${setting}.${who}`, value[who], defaults[who], range);
  return {
    visitor: limit("visitor"),
    member: limit("member"),
    visitors: limit("visitors"),
    members: limit("members"),
  };
}

function checkNumbers<Limit extends object>(
  setting: string,
  value: unknown,
  defaults: Limit,
  { least, expects }: LimitRange,
): Limit {
  if (value === undefined) return defaults;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, Object.keys(defaults));
  const merged = { ...defaults, ...value };
  for (const [name, limit] of Object.entries(merged)) {
    if (!Number.isInteger(limit) || Number(limit) < least)
      throw new ConfigError(`${setting}.${name}`, `expects ${expects}`);
  }
  return merged;
}
