import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Versions } from "./folder/owner-files.ts";
import { readSetupOptions } from "./setup/options.ts";
import { runProgram } from "./setup/run-program.ts";
import { setUp } from "./setup/setup.ts";
import { createPlainTerminal } from "./terminal/plain-terminal.ts";
import { createPromptsTerminal } from "./terminal/prompts-terminal.ts";
import { SetupError } from "./terminal/setup-error.ts";

declare const KEYHOLE_VERSIONS: Versions;

/** Runs the set-up from a command line, in a folder or a new one. */
export async function runSetup(args: readonly string[], defaultFolder: string): Promise<void> {
  await orExplain(async () => {
    const options = readSetupOptions(args, defaultFolder);
    const isInteractive = !options.yes && process.stdin.isTTY && process.stdout.isTTY;
    await setUp(options, {
      terminal: isInteractive ? createPromptsTerminal() : createPlainTerminal(),
      cwd: process.cwd(),
      env: process.env,
      run: runProgram,
      fetch,
      sleep: (ms) => sleep(ms),
      now: Date.now,
      // What the build takes over from the deployable Worker.
      edge: readFileSync(new URL("template/wrangler.jsonc", import.meta.url), "utf8"),
      versions: KEYHOLE_VERSIONS,
    });
  });
}

/** Ends with exit code 1, and with the words of an error that the owner can put right. */
export async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
