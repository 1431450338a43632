import { dirname, posix } from "node:path";
import { isTestFile, layerOfFile, layerOfPackage, mayDependOn, mayImport } from "./layers.ts";

/** A file of the workspace: its path from the root with `/`, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Every arrow that is not allowed, a line each; empty when all is well. */
export function wrongArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.path.endsWith("package.json") ? wrongDependencies(file) : wrongImports(file),
  );
}

function wrongImports({ path, text }: SourceFile): string[] {
  const from = layerOfFile(path);
  if (from === undefined) return [];
  return importsOf(text).flatMap((specifier) => {
    const isRelative = specifier.startsWith(".");
    const target = posix.join(dirname(path), specifier);
    const to = isRelative ? layerOfFile(target) : layerOfPackage(specifier);
    if (to === undefined || to === from) return [];
    if (!mayImport(path, from, to)) return [`${path}: ${from} may not use ${to} (${specifier})`];
    const mayReachIn = from === "tasks" || to === "tasks" || isTestFile(path);
    if (isRelative && !mayReachIn) return [`${path}: use @keyhole/${to} instead of ${specifier}`];
    return [];
  });
}

function wrongDependencies({ path, text }: SourceFile): string[] {
  const from = layerOfFile(path);
  if (from === undefined) return [];
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<string, object>;
  return [...names(dependencies, false), ...names(devDependencies, true)].flatMap(([name, isDevelopment]) => {
    const to = layerOfPackage(name);
    if (to === undefined || mayDependOn(from, to, isDevelopment)) return [];
    return [`${path}: ${from} may not depend on ${to}`];
  });
}

function names(dependencies: object, isDevelopment: boolean): [string, boolean][] {
  return Object.keys(dependencies).map((name) => [name, isDevelopment]);
}

/** Specifiers of import and export statements at the start of a line, and of `import("…")`. */
function importsOf(text: string): string[] {
  const patterns = [
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
    /^\s*import\s*["']([^"']+)["']/gm,
    /\bimport\(\s*["']([^"']+)["']/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
}
