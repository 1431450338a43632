import type { Versions } from "../folder/owner-files.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { SetupOptions } from "./options.ts";
import type { RunProgram } from "./run-program.ts";

/** What the set-up uses of its surroundings. */
export interface SetupDeps {
  terminal: Terminal;
  /** Where a folder that the owner names is. */
  cwd: string;
  /** Of the process: the only place besides a terminal that secrets come from. */
  env: NodeJS.ProcessEnv;
  run: RunProgram;
  fetch: typeof globalThis.fetch;
  sleep: (ms: number) => Promise<void>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** `apps/edge/wrangler.jsonc`: what a binding gains there, owners gain. */
  edge: string;
  versions: Versions;
}

/** One set-up while it runs. */
export interface SetupContext extends SetupDeps {
  options: SetupOptions;
  /** Absolute path of the owner's folder. */
  folder: string;
  /** Secrets that were given, by name. They are set in the Worker and kept nowhere else. */
  secrets: Map<string, string>;
}
