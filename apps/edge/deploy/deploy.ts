import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkOwnerConfig,
  createQueues,
  deployEnvironment,
  type RunWrangler,
  readVars,
} from "create-keyhole";
import { deployFaults } from "./deploy-faults.ts";
import { readDeployOptions } from "./deploy-options.ts";

/**
 * Checks the config, builds and keeps the release of the elements, checks that no other release gets lost, creates the
 * queues that are missing, and deploys. With
 * `--dry-run` it deploys and keeps nothing; `--first` says that there is no Worker yet.
 */
const EDGE = fileURLToPath(new URL("../", import.meta.url));
const ELEMENTS = fileURLToPath(new URL("../../../packages/elements/", import.meta.url));
const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve("wrangler/package.json")),
  "bin",
  "wrangler.js",
);

const { dryRun, first } = readDeployOptions(process.argv.slice(2));
const config = await checkOwnerConfig(`${EDGE}keyhole.config.ts`, {
  vars: readVars(`${EDGE}wrangler.jsonc`),
  env: process.env,
});
for (const warning of config.warnings) console.warn(`warning  ${warning}`);
const { publicUrl } = config;
if (publicUrl === null || config.faults.length > 0) refuse(config.faults);
run(ELEMENTS, [dryRun ? "build.ts" : "release.ts"]);
const faults = await deployFaults({ elements: ELEMENTS, publicUrl, isDryRun: dryRun, isFirst: first });
if (faults.length > 0) refuse(faults);
const queueFaults = dryRun ? [] : await createQueues(`${EDGE}wrangler.jsonc`, readWrangler);
if (queueFaults.length > 0) refuse(queueFaults);
run(EDGE, [WRANGLER, "deploy", ...(dryRun ? ["--dry-run"] : [])]);

function refuse(faults: readonly string[]): never {
  for (const fault of faults) console.error(fault);
  process.exit(1);
}

async function readWrangler(args: readonly string[]): ReturnType<RunWrangler> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [WRANGLER, ...args], {
    cwd: EDGE,
    encoding: "utf8",
    env: deployEnvironment(process.env),
  });
  return { status, output: `${stdout}${stderr}` };
}

function run(cwd: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd,
    stdio: "inherit",
    env: deployEnvironment(process.env),
  });
  if (status !== 0) process.exit(status ?? 1);
}
