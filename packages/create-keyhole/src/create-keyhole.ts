#!/usr/bin/env node
import { runSetup } from "./cli.ts";

/** `npm create keyhole [folder]`: a new folder, set up. */
await runSetup(process.argv.slice(2), "keyhole");
