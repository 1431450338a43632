import { fileURLToPath } from "node:url";
import { checkOwnerConfig, readVars } from "create-keyhole";

/** Checks `keyhole.config.ts` without deploying it. A config without a site, as it is shipped, passes. */
const EDGE = fileURLToPath(new URL("../", import.meta.url));

const { faults, warnings } = await checkOwnerConfig(`${EDGE}keyhole.config.ts`, {
  vars: readVars(`${EDGE}wrangler.jsonc`),
  env: process.env,
  mayBeEmpty: true,
});
for (const warning of warnings) console.warn(`warning  ${warning}`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
