/** `node manifest/print.ts`: the manifest of the sources as they are now, for what is made from it without a build. */
import { buildManifest } from "./build-manifest.ts";
import { HOME } from "./home.ts";
import { readElements } from "./read-elements.ts";

process.stdout.write(JSON.stringify(buildManifest(await readElements(HOME))));
