import { expect } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import type { ConfigEnv, DefineConfig, SiteConfig } from "../../src/index.ts";
import { ASSERTION_SECRET, KEYHOLE_SECRET, UPSTREAM_KEY } from "./identities.ts";
import { configWithSite, testConfig, testEnv } from "./test-config.ts";

/** The message of the ConfigError that a config gets; it must name `setting` and hold no secret. */
export function configError(
  setting: string,
  define: DefineConfig | unknown,
  env: Record<string, unknown> = {},
): string {
  const error = thrownBy(() => checkConfig(define as DefineConfig, testEnv(env)));
  if (!(error instanceof ConfigError)) throw new Error(`no ConfigError but ${String(error)}`);
  expect(error.setting).toBe(setting);
  expect(error.message.startsWith(`${setting}: `)).toBe(true);
  for (const secret of [UPSTREAM_KEY, KEYHOLE_SECRET, ASSERTION_SECRET]) {
    expect(error.message).not.toContain(secret);
  }
  return error.message;
}

/** The message for a site with the given settings, right or wrong. */
export function siteError(setting: string, changes: Record<string, unknown>): string {
  return configError(setting, configWithSite(changes as Partial<SiteConfig>));
}

/** The config of `testConfig` with the given settings beside `sites`. */
export function configWith(changes: (env: ConfigEnv) => Record<string, unknown>): DefineConfig {
  return (env) => ({ ...testConfig(env), ...changes(env) });
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
