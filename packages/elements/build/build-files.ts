import { join } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";
import { ERRORS_PAGE, errorsPage } from "./errors-page.ts";
import { BUNDLE, ENTRY, PARTS } from "./parts.ts";
import type { Files } from "./release-files.ts";
import { shrinkTexts } from "./shrink-texts.ts";

/** Folder of this package. */
export const HOME = join(import.meta.dirname, "..");

/** Where a release is served, from the origin of the script. */
export function folderOf(version: string): string {
  return `/keyhole/${version}/`;
}

/** Builds all files of a version from the sources, with the notices of other people's code beside each. */
export async function buildFiles(version: string): Promise<Files> {
  const files = new Map<string, Buffer>();
  for (const { name, entry } of PARTS) {
    for (const file of await buildOne(name, entry, version, JSON.stringify(folderOf(version)))) {
      files.set(...file);
    }
  }
  files.set(ERRORS_PAGE, Buffer.from(errorsPage(version)));
  const entry = PARTS.find(({ name }) => name === ENTRY)?.entry ?? "";
  // Where there is no folder of parts, what else would be loaded is taken in.
  for (const file of await buildOne(BUNDLE, entry, version, "undefined")) files.set(...file);
  return files;
}

/** esbuild bundles and shrinks; terser, which looks further, takes off another 3% of a script. */
async function buildOne(
  name: string,
  entry: string,
  version: string,
  folder: string,
): Promise<[string, Buffer][]> {
  const { outputFiles } = await build({
    entryPoints: { [name.replace(/\.\w+$/, "")]: join(HOME, entry) },
    outdir: HOME,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    conditions: ["production"],
    tsconfig: join(HOME, "tsconfig.json"),
    define: {
      KEYHOLE_VERSION: JSON.stringify(version),
      KEYHOLE_PARTS: folder,
      "process.env.NODE_ENV": '"production"',
    },
    plugins: [shrinkTexts],
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }): Promise<[string, Buffer]> => {
      const file = path.slice(HOME.length + 1).replaceAll("\\", "/");
      return [file, Buffer.from(file.endsWith(".js") ? await shrink(text) : text)];
    }),
  );
}

async function shrink(script: string): Promise<string> {
  const { code = "" } = await minify(script, {
    module: true,
    ecma: 2020,
    format: { comments: /For license information/ },
  });
  return code;
}
