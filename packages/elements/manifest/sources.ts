import { globSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-5";

/** The sources of a package of elements, without tests, read with their types. */
export interface Sources {
  /** The package's folder. */
  root: string;
  /** Those below `src`, in the order of their paths. */
  files: readonly ts.SourceFile[];
  program: ts.Program;
  checker: ts.TypeChecker;
}

/**
 * TypeScript 7 has no JavaScript API: this is the version that the manifest's analyzer brings. What it
 * cannot type for its age stays `any` and is then told as unreadable where a check needs it.
 */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
};

export function openSources(root: string): Sources {
  const paths = sourcePaths(root).map((path) => join(root, path));
  const program = ts.createProgram(paths, OPTIONS, hostWithKnownTypes());
  const files = paths.flatMap((path) => program.getSourceFile(path) ?? []);
  return { root, files, program, checker: program.getTypeChecker() };
}

const knownTypes = new Map<string, ts.SourceFile>();

/** Reads what declares types alone, the DOM's above all, once for all packages that are opened. */
function hostWithKnownTypes(): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS, true);
  return {
    ...host,
    getSourceFile(path, ...options) {
      const known = knownTypes.get(path) ?? host.getSourceFile(path, ...options);
      if (known?.isDeclarationFile) knownTypes.set(path, known);
      return known;
    },
  };
}

/** From the package's folder, with `/`, sorted: the same on every machine. */
export function sourcePaths(root: string): string[] {
  return globSync("src/**/*.ts", { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/\.test\.ts$|\/(?:testing|stage)\//.test(path))
    .sort();
}

/** File and line of a node, for messages. */
export function placeOf({ root }: Sources, node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(root, file.fileName).replaceAll("\\", "/")}:${line + 1}`;
}
