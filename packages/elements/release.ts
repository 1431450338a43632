import { join } from "node:path";
import { buildDist } from "./build/build-dist.ts";
import { folderOf } from "./build/build-files.ts";
import { readOptions } from "./build/options.ts";
import { BUNDLE } from "./build/parts.ts";
import { integrityOf, writeFiles } from "./build/release-files.ts";

/** Builds, and keeps what was built: from now on the version never changes. A second time changes nothing. */
const options = readOptions(process.argv.slice(2));
const { files, faults } = await buildDist(options);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else {
  const folder = join(options.releases, options.version);
  writeFiles(folder, files);
  const bundle = files.get(BUNDLE) ?? Buffer.alloc(0);
  console.log(`
Released ${options.version}. Commit ${folder}: every deployment needs it from now on.

<script type="module" src="https://<your Worker>${folderOf(options.version)}${BUNDLE}"
  integrity="${integrityOf(bundle)}" crossorigin="anonymous"></script>`);
}
