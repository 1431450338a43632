import { buildDist } from "./build/build-dist.ts";
import { readOptions } from "./build/options.ts";

/** Builds what is deployed. Fails where a file is too large, holds what must not be deployed, or changes a release. */
const { faults } = await buildDist(readOptions(process.argv.slice(2)));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
