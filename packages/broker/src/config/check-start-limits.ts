import { checkByAudience } from "./check-limits.ts";

/** What may be started: in any hour, in any day, and at once. */
export interface StartLimit {
  startsPerHour: number;
  startsPerDay: number;
  minutesPerDay: number;
  callsAtOnce: number;
}

/** Limits of starts: of one visitor and one member, and of all visitors and all members together. */
export interface StartLimits {
  visitor: StartLimit;
  member: StartLimit;
  visitors: StartLimit;
  members: StartLimit;
}

const DEFAULTS: StartLimits = {
  visitor: { startsPerHour: 5, startsPerDay: 10, minutesPerDay: 30, callsAtOnce: 1 },
  member: { startsPerHour: 20, startsPerDay: 60, minutesPerDay: 120, callsAtOnce: 1 },
  visitors: { startsPerHour: 60, startsPerDay: 300, minutesPerDay: 600, callsAtOnce: 3 },
  members: { startsPerHour: 200, startsPerDay: 1000, minutesPerDay: 3000, callsAtOnce: 20 },
};

export function checkStartLimits(setting: string, value: unknown): StartLimits {
  return checkByAudience(setting, value, DEFAULTS, { least: 0, expects: "a whole number from 0" });
}
