import { join } from "node:path";
import { buildDist } from "./build/build-dist.ts";
import { folderOf } from "./build/build-files.ts";
import { readOptions } from "./build/options.ts";
import { integrityOf, writeFiles } from "./build/release-files.ts";
import { BUNDLE } from "./build/release-table.ts";
import { report } from "./build/report.ts";

/** Builds, and keeps what was built: from now on the version never changes. A second time changes nothing. */
const options = readOptions(process.argv.slice(2));
const built = await buildDist(options);
if (report(options.version, built)) {
  const folder = join(options.releases, options.version);
  writeFiles(folder, built.files);
  const bundle = built.files.get(BUNDLE) ?? Buffer.alloc(0);
  console.log(`
Released ${options.version}. Commit ${folder}: every deployment needs it from now on.

<script type="module" src="https://<your Worker>${folderOf(options.version)}${BUNDLE}"
  integrity="${integrityOf(bundle)}" crossorigin="anonymous"></script>`);
}
