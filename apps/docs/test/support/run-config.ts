import { registerHooks } from "node:module";
import { type CheckedConfig, checkConfig } from "../../../../packages/broker/src/config/check-config.ts";
import type { DefineConfig } from "../../../../packages/broker/src/config/keyhole-config.ts";

// A config of a page stands in a temporary folder, from where packages are not found.
const BROKER = import.meta.resolve("@keyhole/broker");

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "@keyhole/broker" ? { url: BROKER, shortCircuit: true } : next(specifier, context),
});

/** Runs a config and puts it through the broker's own checks; throws what they find. Every secret that it reads is set. */
export async function runConfig(file: string): Promise<CheckedConfig> {
  const { default: define } = (await import(file)) as { default: DefineConfig };
  const names = [...define.toString().matchAll(/\benv\.(\w+)/g)].map(([, name = ""]) => name);
  const secrets = names.map((name, index) => [name, `${index}`.padStart(32, "a-secret-of-a-test-")]);
  return checkConfig(define, { KEYHOLE_SECRET: "k".repeat(32), ...Object.fromEntries(secrets) });
}
