import { join } from "node:path";
import { HOME } from "./build/build-files.ts";
import { buildLibrary } from "./build/build-library.ts";

/** Builds what a page with a bundler imports, beside what is deployed. */
await buildLibrary(join(HOME, "lib"));
