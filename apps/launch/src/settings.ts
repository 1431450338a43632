import { StartError } from "@keyhole/dev/processes";

/** What the environment may set for `start`. */
export interface Settings {
  pagePort: number;
  playgroundPort: number;
  brokerPort: number;
  simulatorPort: number;
  /** How many calls the simulator holds; absent: as many as it wants. */
  calls?: number;
}

/** Reads the variables `KEYHOLE_…_PORT` and `KEYHOLE_CALLS`. Throws a `StartError`. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const calls = wholeNumber(env, "KEYHOLE_CALLS", 0, 1_000_000);
  return {
    pagePort: wholeNumber(env, "KEYHOLE_PAGE_PORT", 0, 65_535) ?? 8080,
    playgroundPort: wholeNumber(env, "KEYHOLE_PLAYGROUND_PORT", 0, 65_535) ?? 8081,
    brokerPort: wholeNumber(env, "KEYHOLE_BROKER_PORT", 0, 65_535) ?? 8787,
    simulatorPort: wholeNumber(env, "KEYHOLE_SIMULATOR_PORT", 0, 65_535) ?? 8790,
    ...(calls === undefined ? {} : { calls }),
  };
}

function wholeNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = env[name]?.trim();
  if (text === undefined || text === "") return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new StartError(`${name} is "${text}"; it must be a whole number from ${min} to ${max}.`);
  }
  return value;
}
