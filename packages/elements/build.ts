import { buildDist } from "./build/build-dist.ts";
import { readOptions } from "./build/options.ts";
import { report } from "./build/report.ts";
import { writeManifest } from "./manifest/write-manifest.ts";

/** Builds what is deployed. Fails where a file is too large, holds what must not be deployed, or changes a release. */
const options = readOptions(process.argv.slice(2));
if (report(options.version, await buildDist(options))) await writeManifest(options.dist);
