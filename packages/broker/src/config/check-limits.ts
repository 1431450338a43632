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
  if (value === undefined) return DEFAULTS;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, Object.keys(DEFAULTS));
  const limit = (who: keyof SiteLimits) => checkPerMinute(`${setting}.${who}`, value[who], DEFAULTS[who]);
  return {
    visitor: limit("visitor"),
    member: limit("member"),
    visitors: limit("visitors"),
    members: limit("members"),
  };
}

function checkPerMinute(setting: string, value: unknown, defaults: PerMinute): PerMinute {
  if (value === undefined) return defaults;
  if (!isPlainObject(value)) throw new ConfigError(setting, "expects an object");
  checkKeys(setting, value, Object.keys(defaults));
  const merged = { ...defaults, ...value };
  for (const [name, limit] of Object.entries(merged)) {
    if (!Number.isInteger(limit) || limit < 1)
      throw new ConfigError(`${setting}.${name}`, "expects a whole number above 0");
  }
  return merged;
}
