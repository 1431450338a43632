import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { checkConfig, type DefineConfig } from "@keyhole/broker";
import { StartError } from "@keyhole/dev/processes";
import { checkWithStandIns } from "create-keyhole";

type Settings = Readonly<Record<string, string>>;

/** The settings in a `.dev.vars` file that are not empty; none where there is no file. */
export function readDevVars(file: string): Settings {
  if (!existsSync(file)) return {};
  const set = Object.entries(parseEnv(readFileSync(file, "utf8")));
  return Object.fromEntries(set.filter((entry): entry is [string, string] => !!entry[1]));
}

/** Checks the config with the settings of this machine. Throws a `StartError` with the config's own words. */
export function checkSettings(define: DefineConfig, settings: Settings): void {
  try {
    checkConfig(define, settings);
  } catch (error) {
    throw new StartError(
      `${messageOf(error)}\n\nOn this machine, settings are read from apps/edge/.dev.vars: copy .dev.vars.example. With --simulate, what is missing is made up.`,
    );
  }
}

/** The settings that are missing, made up, by name. Throws a `StartError` where the config is wrong. */
export function makeUpSettings(define: DefineConfig, settings: Settings): Settings {
  const { fault, standIns } = checkWithStandIns(define, settings);
  if (fault !== null) throw new StartError(fault.message);
  return standIns;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
