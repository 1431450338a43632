import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Block } from "./pages.ts";

/** Where a snippet runs, and so what it may use. */
const OPTIONS: Readonly<Record<string, object>> = {
  config: { types: ["@cloudflare/workers-types"] },
  browser: {
    lib: ["es2024", "dom", "dom.iterable"],
    // The elements' own: they are compiled along.
    types: ["node"],
    erasableSyntaxOnly: false,
    experimentalDecorators: true,
    useDefineForClassFields: false,
  },
  node: { types: ["node"] },
};

const TSC = fileURLToPath(new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url));

/** The kind of a TypeScript block; every one must name its own. */
export function kindOf({ at, words }: Block): string {
  const kind = words.find((word) => Object.hasOwn(OPTIONS, word));
  if (kind === undefined)
    throw new Error(`${at}: wants a kind behind \`\`\`ts: ${Object.keys(OPTIONS).join(", ")}`);
  return kind;
}

/**
 * Writes snippets of one kind into a folder below this package and type-checks them. What tsc says;
 * empty when all is well. A mistake in a package shows here too: it may hide one in a snippet.
 */
export function typeErrors(folder: string, kind: string, snippets: readonly Block[]): string {
  const home = `${folder}/${kind}`;
  mkdirSync(home, { recursive: true });
  // In a page the script brings the elements; here their types come from the package.
  if (kind === "browser") writeFileSync(`${home}/elements.ts`, 'import "@keyhole/elements";');
  for (const snippet of snippets) writeFileSync(`${home}/${fileName(snippet)}`, snippet.text);
  const tsconfig = {
    extends: "../../../../../tsconfig.base.json",
    compilerOptions: OPTIONS[kind],
    include: ["*.ts"],
  };
  writeFileSync(`${home}/tsconfig.json`, JSON.stringify(tsconfig));
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSC, "--pretty", "false", "-p", home], {
    encoding: "utf8",
  });
  return status === 0 ? "" : `${stdout}${stderr}` || `tsc ended with ${status}`;
}

/** Page and line, so that what tsc says leads there. */
export function fileName({ at }: Block): string {
  return `${at.replace(/\W+/g, "-")}.ts`;
}
