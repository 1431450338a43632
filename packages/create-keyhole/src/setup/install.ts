import { existsSync } from "node:fs";
import { join } from "node:path";
import { deployEnvironment } from "../deploy/deploy-environment.ts";
import { SetupError } from "../terminal/setup-error.ts";
import type { SetupContext } from "./setup-context.ts";

const LOCKFILES = { "pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "package-lock.json": "npm" };
const NEEDED = ["@keyhole/broker", "@keyhole/elements", "wrangler"];

/** True if everything that the folder's package.json asks for is there. */
export function isInstalled(folder: string): boolean {
  return NEEDED.every((name) => existsSync(join(folder, "node_modules", name, "package.json")));
}

/** Installs the folder's dependencies, with the package manager that it is used with. */
export async function install({ folder, env, run, terminal }: SetupContext): Promise<void> {
  const locked = Object.entries(LOCKFILES).find(([file]) => existsSync(join(folder, file)))?.[1];
  const manager = locked ?? /^(pnpm|yarn|npm)\//.exec(env.npm_config_user_agent ?? "")?.[1] ?? "npm";
  const { status, output } = await terminal.while(
    `Installing with ${manager}`,
    "Installed the dependencies",
    () => run(manager, ["install"], { folder, env: deployEnvironment(env) }),
  );
  if (status !== 0) throw new SetupError(`${manager} install failed.\n\n${output}`);
}
