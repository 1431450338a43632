import { buildSync } from "esbuild";

/** A script of a host page with all that it imports from `node_modules`. `alias` names other packages to take. */
export function bundlePage(contents: string, alias: Record<string, string> = {}): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    define: { "process.env.NODE_ENV": '"development"' },
    alias,
  });
  return outputFiles[0]?.text ?? "";
}
