import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "lightningcss";
import { type MinifyOptions, minify } from "terser";
import terser from "terser/package.json" with { type: "json" };
import { build, type Plugin, type Rolldown } from "vite";
import { BUILD_TARGETS } from "./browsers/oldest-browsers.ts";
import { ERRORS_PAGE, errorsPage } from "./errors-page.ts";
import { functionsLast } from "./functions-last.ts";
import { lazyFiles } from "./lazy-files.ts";
import { leaveApart, withApart } from "./leave-apart.ts";
import { minifyTemplates } from "./minify-templates.ts";
import type { ModuleSizes } from "./module-sizes.ts";
import { noticesOf } from "./notices.ts";
import { ownPolicy } from "./own-policy.ts";
import { type Files, integrityOf } from "./release-files.ts";
import { ADMIN, APART, BUNDLE, ENTRY, RELEASE_FILES } from "./release-table.ts";
import { runAnywhere, withScriptUrl } from "./run-anywhere.ts";
import { smallerLit } from "./smaller-lit.ts";

/** Folder of this package. */
export const HOME = join(import.meta.dirname, "..");

/** The files of a version, and what its scripts are made of. */
export interface BuiltFiles {
  files: Files;
  modules: ModuleSizes;
}

/** Where a release is served, below the address of the broker. */
export function folderOf(version: string): string {
  return `/keyhole/${version}/`;
}

/**
 * Rolldown builds the object of a module's exports with `for…in`, which also meets what a page added to
 * `Object.prototype`.
 */
function ownKeysOnly(code: string): string {
  return code.replace(/\bfor ?\((var|let|const) ([\w$]+) in ([\w$]+)\)/g, "for($1 $2 of Object.keys($3))");
}

/** Builds all files of a version from the sources, with the notices of other people's code beside each. */
export async function buildFiles(version: string): Promise<BuiltFiles> {
  const entry = fileOf(ENTRY);
  const split = await bundle(ENTRY, { entry, version, plugins: [lazyFiles(entry, folderOf(version))] });
  const whole = await bundle(BUNDLE, { entry, version, plugins: [leaveApart(fileOf(APART))] });
  const admin = await bundle(ADMIN, { entry: fileOf(ADMIN), version });
  const files = new Map<string, Buffer>();
  for (const chunk of [...split, ...whole, ...admin]) {
    if (chunk.fileName === APART && chunk.imports.length > 0)
      throw new Error(`${APART} has to run beside the bundle, so it may not import ${chunk.imports}.`);
    const used = Object.entries(chunk.modules).filter(([, { renderedLength }]) => renderedLength > 0);
    const notices = noticesOf(used.map(([id]) => id));
    const note = notices && `/*! Licenses: ${chunk.fileName}.LEGAL.txt */`;
    const code = functionsLast(ownKeysOnly(withClient(chunk, files)));
    const passes = chunk.fileName === APART || chunk.fileName === BUNDLE ? 1 : 3;
    const script = isModule(chunk)
      ? await shrink(code, { module: true, passes })
      : withScriptUrl(await shrink(runAnywhere(code), { module: false, passes }));
    files.set(chunk.fileName, Buffer.from(script + note));
    if (notices) files.set(`${chunk.fileName}.LEGAL.txt`, Buffer.from(notices));
  }
  for (const { name, entry } of RELEASE_FILES) {
    if (entry && name.endsWith(".css")) files.set(name, minifyCss(entry));
  }
  files.set(ERRORS_PAGE, Buffer.from(errorsPage(version)));
  return { files, modules: Object.fromEntries(split.map((chunk) => [chunk.fileName, sizesOf(chunk)])) };
}

/** The code of a chunk. The bundle loads the one file that is not in it. */
function withClient({ fileName, code }: Rolldown.OutputChunk, built: Files): string {
  const apart = built.get(APART);
  if (fileName !== BUNDLE || !apart) return code;
  return withApart(code, APART, integrityOf(apart));
}

async function bundle(
  name: string,
  { entry, version, plugins = [] }: { entry: string; version: string; plugins?: Plugin[] },
): Promise<Rolldown.OutputChunk[]> {
  const built = await build({
    configFile: false,
    root: HOME,
    logLevel: "warn",
    define: {
      KEYHOLE_VERSION: JSON.stringify(version),
      "process.env.NODE_ENV": '"production"',
    },
    plugins: [minifyTemplates, ownPolicy, smallerLit, ...plugins],
    build: {
      write: false,
      target: BUILD_TARGETS,
      minify: "oxc",
      lib: { entry, formats: ["es"] },
      rolldownOptions: {
        // It warns where the machine is busy.
        checks: { pluginTimings: false },
        // The entry alone is there for its effect.
        treeshake: { moduleSideEffects: (id) => id === entry },
        optimization: { inlineConst: true },
        output: {
          entryFileNames: name,
          chunkFileNames: ({ facadeModuleId, name: own }) => nameOf(facadeModuleId) ?? `${own}.js`,
        },
      },
    },
  });
  const outputs = [built].flat() as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
}

function fileOf(name: string): string {
  return join(HOME, RELEASE_FILES.find((file) => file.name === name)?.entry ?? "");
}

function nameOf(module: string | null): string | undefined {
  return RELEASE_FILES.find(({ entry }) => entry && join(HOME, entry) === module)?.name;
}

/** Whether it runs as a module alone. A page loads the others, in whichever way. */
function isModule({ fileName }: Rolldown.OutputChunk): boolean {
  return fileName !== ENTRY && fileName !== BUNDLE;
}

/** Bytes of each module before it is minified, by its name from the workspace or its package. */
function sizesOf({ modules }: Rolldown.OutputChunk): Record<string, number> {
  const sizes = Object.entries(modules).map(([id, { renderedLength }]) => {
    const name = id.startsWith(HOME)
      ? id.slice(HOME.length + 1)
      : id.replace(/^.*\/(?:node_modules|packages)\//, "");
    return [name, renderedLength] as const;
  });
  return Object.fromEntries(sizes.filter(([, bytes]) => bytes > 0));
}

/** Scripts that terser has shrunk, by a hash of what they were and how: most of a build stays as it was. */
const SHRUNK = join(HOME, "node_modules", ".cache", "shrunk");

/** terser, which looks further than Vite's own minifier, takes off another 3% of a script. */
async function shrink(
  script: string,
  { module, passes }: { module: boolean; passes: number },
): Promise<string> {
  const options: MinifyOptions = {
    module,
    toplevel: true,
    ecma: 2020,
    // A statement each compresses better than sequences of expressions do.
    compress: { passes, sequences: false, negate_iife: false },
    format: { comments: false },
  };
  const asked = JSON.stringify([terser.version, options, script]);
  const path = join(SHRUNK, `${createHash("sha256").update(asked).digest("hex")}.js`);
  if (existsSync(path)) return readFileSync(path, "utf8");
  const { code = "" } = await minify(script, options);
  mkdirSync(SHRUNK, { recursive: true });
  // Under another name first: no other build reads half a file.
  writeFileSync(`${path}.${process.pid}`, code);
  renameSync(`${path}.${process.pid}`, path);
  return code;
}

function minifyCss(entry: string): Buffer {
  const code = readFileSync(join(HOME, entry));
  return Buffer.from(transform({ filename: entry, code, minify: true }).code);
}
