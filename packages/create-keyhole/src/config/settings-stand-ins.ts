import { randomBytes } from "node:crypto";
import { ConfigError, checkConfig, type DefineConfig } from "@keyhole/broker";

type Settings = Readonly<Record<string, string>>;

/** A config with its fault, if it has one, and the settings that were made up to check it. */
export interface StoodIn {
  fault: { setting: string; message: string } | null;
  warnings: readonly string[];
  /** Settings that are made up, by name: their values are in the Worker's secrets, which nobody can read. */
  standIns: Settings;
}

/**
 * Checks a config with the settings that are known here. A setting is made up only where the config fails
 * without it: a default that the config holds for a missing one stays in use.
 */
export function checkWithStandIns(define: DefineConfig, known: Settings): StoodIn {
  const names = missingNames(define, known);
  const values = Object.fromEntries(names.map((name) => [name, makeUp()]));
  const tried = (standIns: readonly string[]) => {
    const made = Object.fromEntries(standIns.map((name) => [name, values[name] ?? ""]));
    return { ...check(define, { ...known, ...made }), standIns: made };
  };
  let result = tried([]);
  while (result.fault !== null) {
    const { fault } = result;
    const standIns = Object.keys(result.standIns);
    const left = names.filter((name) => !standIns.includes(name));
    const next = [...left.map((name) => [...standIns, name]), [...standIns, ...left]]
      .filter((more) => more.length > standIns.length)
      .map(tried)
      .find((each) => each.fault?.setting !== fault.setting);
    if (next === undefined) return result;
    result = next;
  }
  return result;
}

function check(define: DefineConfig, env: Settings): Pick<StoodIn, "fault" | "warnings"> {
  try {
    return { fault: null, warnings: checkConfig(define, env).warnings };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { fault: { setting: error.setting, message: error.message }, warnings: [] };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { fault: { setting: "config", message: `config: ${message}` }, warnings: [] };
  }
}

/** Settings that the config reads and nobody has set. */
function missingNames(define: DefineConfig, known: Settings): string[] {
  const names = new Set<string>();
  const read = new Proxy(known, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof name !== "string" || value !== undefined) return value;
      names.add(name);
      return makeUp();
    },
  });
  try {
    define(read);
  } catch {
    // The check reports it.
  }
  return [...names];
}

/** A value that passes as a secret, an address, an issuer and the URL of a key set. */
function makeUp(): string {
  return `https://${randomBytes(20).toString("hex")}.stand-in.internal`;
}
