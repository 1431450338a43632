import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-5";
import type { Manifest } from "./manifest-types.ts";
import { sourcePaths } from "./sources.ts";

/** What the analyzer's package exports; it declares no types for it. */
interface Analyzer {
  create(options: { modules: ts.SourceFile[]; plugins: unknown[] }): Manifest;
}
interface LitSupport {
  litPlugin(): unknown[];
}

/** Its support for Lit, which its command line loads for `--litelement`. */
const LIT = "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";

/** What the analyzer says about the sources of a package, as it says it. Paths are the package's own. */
export async function analyse(root: string): Promise<Manifest> {
  const { create } = (await import("@custom-elements-manifest/analyzer")) as unknown as Analyzer;
  const { litPlugin } = (await import(LIT)) as LitSupport;
  const modules = sourcePaths(root).map((path) =>
    ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2015, true),
  );
  return create({ modules, plugins: litPlugin() });
}
