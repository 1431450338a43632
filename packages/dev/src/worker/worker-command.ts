import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type ChildCommand, childEnv } from "../processes/index.ts";

/** How a Worker is run. */
export interface WorkerCommand {
  /** Its `wrangler.jsonc`. */
  config: string;
  port: number;
  /** Where everything that it keeps is: an empty folder. */
  folder: string;
  /** Vars and secrets of the Worker. */
  env: Readonly<Record<string, string>>;
  /** Files with more of them, as dotenv reads them; `env` wins. */
  envFiles?: readonly string[];
  /** More options of `wrangler dev`. */
  options?: readonly string[];
}

/** A Worker under `wrangler dev`, with everything that it keeps inside `folder`. */
export function workerCommand({
  config,
  port,
  folder,
  env,
  envFiles = [],
  options = [],
}: WorkerCommand): ChildCommand {
  const envFile = join(folder, "worker.env");
  writeFileSync(envFile, envFileText(env), { mode: 0o600 });
  for (const name of ["state", "temporary"]) mkdirSync(join(folder, name));
  return {
    name: "broker",
    command: process.execPath,
    args: [
      wranglerScript(),
      "dev",
      ...["--config", config],
      ...[...envFiles, envFile].flatMap((file) => ["--env-file", file]),
      ...["--persist-to", join(folder, "state")],
      ...["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0"],
      "--show-interactive-dev-session=false",
      ...options,
    ],
    cwd: dirname(config),
    env: childEnv({
      // wrangler leaves its temporary files behind when it is ended.
      TMPDIR: join(folder, "temporary"),
      CI: "1",
      NO_COLOR: "1",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_SEND_ERROR_REPORTS: "false",
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_LOG_PATH: join(folder, "logs"),
      WRANGLER_CACHE_DIR: join(folder, "cache"),
      WRANGLER_REGISTRY_PATH: join(folder, "registry"),
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
    }),
  };
}

/** wrangler's own script: a shell or an npx in front of it would not pass signals on. */
function wranglerScript(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve("wrangler/package.json")), "bin", "wrangler.js");
}

/** One `NAME="value"` a line, as dotenv reads it. */
export function envFileText(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => {
      if (/["\n\r\\$`]/.test(value)) throw new TypeError(`${name} has a character that needs escaping`);
      return `${name}="${value}"\n`;
    })
    .join("");
}
