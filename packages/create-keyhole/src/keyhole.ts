#!/usr/bin/env node
import { orExplain, runSetup } from "./cli.ts";
import { explain } from "./explain/explain.ts";
import { USAGE } from "./setup/options.ts";
import { SetupError } from "./terminal/setup-error.ts";

/** `npx keyhole setup` and `npx keyhole explain`, in the folder of a Worker. */
const [command, ...args] = process.argv.slice(2);
if (command === "setup") await runSetup(args, ".");
else {
  await orExplain(async () => {
    if (command !== "explain") {
      throw new SetupError(
        `keyhole setup sets up the Worker of this folder.\nkeyhole explain --site acme --claims claims.json shows what a viewer with these claims sees.\n\n${USAGE}`,
      );
    }
    await explain(args, { folder: process.cwd(), env: process.env, fetch, write: console.log });
  });
}
