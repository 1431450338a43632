import { fileURLToPath } from "node:url";
import { checkConfig } from "@keyhole/broker";
import { StartError } from "@keyhole/dev/processes";

/** The demo's Worker: its `wrangler.jsonc`. */
export const DEMO_WORKER = fileURLToPath(new URL("../../demo/edge/wrangler.jsonc", import.meta.url));

/** Checks the demo's config as the Worker does. Throws a `StartError` with the config's own words. */
export async function checkDemoConfig(env: Readonly<Record<string, string>>): Promise<void> {
  try {
    const { default: config } = await import("@keyhole/demo/keyhole.config");
    checkConfig(config, env);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new StartError(`apps/demo/edge/keyhole.config.ts is wrong.\n\n${words}`);
  }
}
