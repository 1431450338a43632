import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";

const PACKAGES = join(import.meta.dirname, "../../..");
const TSC = join(PACKAGES, "../node_modules/typescript/bin/tsc");

/** What a module of a declaration file is named after `from` or in `import()`. */
const SPECIFIER = /(?<=\b(?:from|import)\s*\(?\s*")[^"]+(?=")/g;

export interface DeclarationOptions {
  /** Name of the folder in `packages`. */
  name: string;
  /** Its entry points, from its folder, such as `src/index.ts`. */
  entries: readonly string[];
  /** Folder that is written. */
  out: string;
}

/**
 * Writes the types that entry points of a package need, and no others: `src/a/b.ts` becomes `a/b.d.ts`. Types of other
 * packages of the workspace, which nobody installs, are copied into a folder of that package's name.
 */
export function writeDeclarations({ name, entries, out }: DeclarationOptions): void {
  const emitted = mkdtempSync(join(tmpdir(), "keyhole-types-"));
  try {
    const owners = new Set<string>();
    const waiting = entries.map((entry) => `${name}/${entry}`);
    const done = new Set<string>();
    for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
      if (done.has(source)) continue;
      done.add(source);
      const [owner = ""] = source.split("/");
      // TypeScript writes no types for what it finds in node_modules, as it does the other packages.
      if (!owners.has(owner)) emit(owner, emitted);
      owners.add(owner);
      const from = placeOf(source, name);
      const text = readFileSync(join(emitted, source.replace(/\.ts$/, ".d.ts")), "utf8");
      const own = text.replace(SPECIFIER, (specifier) => {
        const target = sourceOf(specifier, source);
        if (target === null) return specifier;
        waiting.push(target);
        const path = posix.relative(posix.dirname(from), placeOf(target, name)).replace(/\.ts$/, ".js");
        return path.startsWith(".") ? path : `./${path}`;
      });
      const file = join(out, from.replace(/\.ts$/, ".d.ts"));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, own);
    }
  } finally {
    rmSync(emitted, { recursive: true });
  }
}

function emit(name: string, into: string): void {
  const options = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--stripInternal"];
  const { status, stdout } = spawnSync(
    process.execPath,
    [TSC, "-p", join(PACKAGES, name), ...options, "--outDir", into, "--rootDir", PACKAGES],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`The types of packages/${name} could not be written.\n\n${stdout}`);
}

/** Where the types of a source file stand, in the folder that is written. */
function placeOf(source: string, name: string): string {
  const [owner = "", ...path] = source.split("/");
  const inner = path[0] === "src" ? path.slice(1) : path;
  return [...(owner === name ? [] : [owner]), ...inner].join("/");
}

/** The source file that a specifier names, from `packages`; null for what an owner installs. */
function sourceOf(specifier: string, importer: string): string | null {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(importer), specifier);
  const [, name, path = ""] = /^@keyhole\/([\w-]+)(\/.+)?$/.exec(specifier) ?? [];
  if (name === undefined) return null;
  const manifest = JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")) as {
    exports: Record<string, string>;
  };
  const target = manifest.exports[`.${path}`];
  if (target === undefined)
    throw new Error(`${importer} imports ${specifier}, which has no such entry point`);
  return posix.join(name, target);
}
