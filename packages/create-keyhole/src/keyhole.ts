#!/usr/bin/env node
import { orExplain, runSetup } from "./cli.ts";
import { USAGE } from "./setup/options.ts";
import { SetupError } from "./terminal/setup-error.ts";

/** `npx keyhole setup`, in the folder of a Worker. */
const [command, ...args] = process.argv.slice(2);
if (command === "setup") await runSetup(args, ".");
else {
  await orExplain(async () => {
    throw new SetupError(`keyhole setup sets up the Worker of this folder.\n\n${USAGE}`);
  });
}
